"""Revision 1: the tables of the first release, written out so that later code cannot change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

REVISION = 1
SCHEMA_HASH = "59d8f92b72f6aa2c32b4acd1b01aea5a75c04a12929743dcd21a90e38edef851"

STATEMENTS = (
    'CREATE TABLE dossier ( id TEXT NOT NULL, "key" TEXT NOT NULL, name TEXT NOT NULL, pack TEXT NOT NULL, '
    'judged_on TEXT, sample INTEGER NOT NULL CONSTRAINT ck_dossier_sample CHECK ("sample" IN (0, 1)), archived '
    'INTEGER NOT NULL CONSTRAINT ck_dossier_archived CHECK ("archived" IN (0, 1)), row_hash TEXT NOT NULL, '
    'CONSTRAINT pk_dossier PRIMARY KEY (id), CONSTRAINT uq_dossier_key UNIQUE ("key") ) STRICT',
    "CREATE TABLE answer ( dossier TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, row_hash TEXT NOT "
    "NULL, CONSTRAINT pk_answer PRIMARY KEY (dossier, field), CONSTRAINT fk_answer_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    'CREATE TABLE not_applicable ( dossier TEXT NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL, "by" TEXT '
    'NOT NULL, "on" TEXT NOT NULL, row_hash TEXT NOT NULL, CONSTRAINT pk_not_applicable PRIMARY KEY (dossier, '
    "field), CONSTRAINT fk_not_applicable_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE TABLE audit ( seq INTEGER NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL, dossier TEXT NOT NULL, "
    "name_zh TEXT NOT NULL, name_en TEXT NOT NULL, command TEXT NOT NULL, inverse TEXT NOT NULL, places TEXT NOT "
    "NULL, undoes INTEGER, program TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL, CONSTRAINT "
    "pk_audit PRIMARY KEY (seq), CONSTRAINT fk_audit_undoes_audit FOREIGN KEY(undoes) REFERENCES audit (seq) ) "
    "STRICT",
    "CREATE INDEX ix_audit_dossier ON audit (dossier, seq)",
    "CREATE TABLE evidence_file ( sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media_type TEXT NOT NULL, "
    "added_at TEXT NOT NULL, erased_at TEXT, erased_by TEXT, erased_reason TEXT, CONSTRAINT pk_evidence_file "
    "PRIMARY KEY (sha256) ) STRICT",
    "CREATE TABLE passage ( number INTEGER NOT NULL, dossier TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT "
    "NULL, field TEXT NOT NULL, page INTEGER NOT NULL, text TEXT NOT NULL, CONSTRAINT pk_passage PRIMARY KEY "
    "(number) ) STRICT",
    "CREATE INDEX ix_passage_place ON passage (kind, id, field, dossier)",
    "CREATE TABLE summary ( dossier TEXT NOT NULL, seq INTEGER NOT NULL, judged_on TEXT NOT NULL, content TEXT "
    "NOT NULL, CONSTRAINT pk_summary PRIMARY KEY (dossier), CONSTRAINT fk_summary_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    'CREATE TABLE workspace ( "key" TEXT NOT NULL, value TEXT NOT NULL, CONSTRAINT pk_workspace PRIMARY KEY '
    '("key") ) STRICT',
    "CREATE TABLE party ( id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, name_en TEXT, role TEXT, code "
    "TEXT, address TEXT, production_address TEXT, region TEXT, legal_person TEXT, contact TEXT, phone TEXT, "
    "row_hash TEXT NOT NULL, CONSTRAINT pk_party PRIMARY KEY (id) ) STRICT",
    "CREATE INDEX ix_party_place ON party (position)",
    "CREATE TABLE licence ( id TEXT NOT NULL, position INTEGER NOT NULL, party TEXT, kind TEXT, number TEXT, "
    "issuer TEXT, scope TEXT, issued_on TEXT, expires_on TEXT, renewal_filed_on TEXT, evidence TEXT, row_hash "
    "TEXT NOT NULL, CONSTRAINT pk_licence PRIMARY KEY (id), CONSTRAINT fk_licence_party_party FOREIGN KEY(party) "
    "REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_licence_evidence_evidence FOREIGN "
    "KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_licence_evidence ON licence (evidence)",
    "CREATE INDEX ix_licence_party ON licence (party)",
    "CREATE INDEX ix_licence_place ON licence (position)",
    "CREATE TABLE reference_case ( id TEXT NOT NULL, position INTEGER NOT NULL, hospital TEXT, project TEXT, "
    "amount TEXT, signed_on TEXT, product TEXT, contact TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_reference_case PRIMARY KEY (id), CONSTRAINT fk_reference_case_evidence_evidence FOREIGN KEY(evidence) "
    "REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_reference_case_evidence ON reference_case (evidence)",
    "CREATE INDEX ix_reference_case_place ON reference_case (position)",
    "CREATE TABLE service_point ( id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, cities TEXT, engineer "
    "TEXT, certificate TEXT, distance_km INTEGER, response_hours TEXT, onsite_hours TEXT, achieved_hours TEXT, "
    "contract_until TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_service_point PRIMARY KEY (id) ) STRICT",
    "CREATE INDEX ix_service_point_place ON service_point (position)",
    "CREATE TABLE past_answer ( id TEXT NOT NULL, position INTEGER NOT NULL, requirement TEXT, answer TEXT, "
    "deviation TEXT, project TEXT, product TEXT, answered_on TEXT, won INTEGER CONSTRAINT ck_past_answer_won "
    'CHECK ("won" IN (0, 1)), row_hash TEXT NOT NULL, CONSTRAINT pk_past_answer PRIMARY KEY (id) ) STRICT',
    "CREATE INDEX ix_past_answer_place ON past_answer (position)",
    "CREATE TABLE person ( id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, role TEXT, row_hash TEXT NOT "
    "NULL, CONSTRAINT pk_person PRIMARY KEY (id) ) STRICT",
    "CREATE INDEX ix_person_place ON person (position)",
    "CREATE TABLE evidence ( id TEXT NOT NULL, dossier TEXT, position INTEGER NOT NULL, title TEXT, kind TEXT, "
    "sha256 TEXT, file_name TEXT, media_type TEXT, bytes INTEGER, pages INTEGER, issuer TEXT, number TEXT, dated "
    "TEXT, expires_on TEXT, version TEXT, proves TEXT, disclosure TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_evidence PRIMARY KEY (id), CONSTRAINT fk_evidence_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_evidence_place ON evidence (dossier, position)",
    "CREATE TABLE link ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, evidence TEXT, "
    "target_kind TEXT, target TEXT, pages TEXT, quote TEXT, bidder_pages TEXT, confirmed_hash TEXT, row_hash "
    "TEXT NOT NULL, CONSTRAINT pk_link PRIMARY KEY (id), CONSTRAINT fk_link_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_link_evidence_evidence FOREIGN "
    "KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_link_evidence ON link (evidence)",
    "CREATE INDEX ix_link_place ON link (dossier, position)",
    "CREATE TABLE gate ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, gate TEXT, tender "
    "TEXT, state TEXT, owner TEXT, due TEXT, done_on TEXT, note TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_gate "
    "PRIMARY KEY (id), CONSTRAINT fk_gate_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) "
    "DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_gate_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_gate_place ON gate (dossier, position)",
    "CREATE INDEX ix_gate_tender ON gate (tender)",
    "CREATE TABLE comment ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, place TEXT, text "
    'TEXT, author TEXT, owner TEXT, due TEXT, done INTEGER CONSTRAINT ck_comment_done CHECK ("done" IN (0, 1)), '
    "row_hash TEXT NOT NULL, CONSTRAINT pk_comment PRIMARY KEY (id), CONSTRAINT fk_comment_dossier_dossier "
    "FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_comment_place ON comment (dossier, position)",
    "CREATE TABLE confirmation ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, what TEXT, "
    'person TEXT, meaning TEXT, reason TEXT, content_hash TEXT, "on" TEXT, row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_confirmation PRIMARY KEY (id), CONSTRAINT fk_confirmation_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_confirmation_place ON confirmation (dossier, position)",
    "CREATE TABLE version ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, release TEXT, "
    '"full" TEXT, built_on TEXT, hash TEXT, change TEXT, change_class TEXT, row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_version PRIMARY KEY (id), CONSTRAINT fk_version_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier "
    "(id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_version_place ON version (dossier, position)",
    "CREATE TABLE function ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, core "
    "TEXT, type TEXT, algorithm TEXT, maturity TEXT, conclusion TEXT, description TEXT, registered INTEGER "
    'CONSTRAINT ck_function_registered CHECK ("registered" IN (0, 1)), row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_function PRIMARY KEY (id), CONSTRAINT fk_function_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_function_place ON function (dossier, position)",
    "CREATE TABLE claim_item ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, text TEXT, "
    "kind TEXT, function TEXT, metric TEXT, value TEXT, result TEXT, accepted_gap TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_claim_item PRIMARY KEY (id), CONSTRAINT fk_claim_item_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_claim_item_function_function FOREIGN "
    "KEY(function) REFERENCES function (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_claim_item_result_result FOREIGN KEY(result) REFERENCES result (id) DEFERRABLE INITIALLY DEFERRED ) "
    "STRICT",
    "CREATE INDEX ix_claim_item_function ON claim_item (function)",
    "CREATE INDEX ix_claim_item_place ON claim_item (dossier, position)",
    "CREATE INDEX ix_claim_item_result ON claim_item (result)",
    "CREATE TABLE output ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, "
    "recipient TEXT, within TEXT, acts TEXT, signs TEXT, accountable TEXT, recorded TEXT, ignored TEXT, row_hash "
    "TEXT NOT NULL, CONSTRAINT pk_output PRIMARY KEY (id), CONSTRAINT fk_output_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_output_place ON output (dossier, position)",
    "CREATE TABLE interface ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, system TEXT, "
    "protocol TEXT, direction TEXT, description TEXT, cost_bearer TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_interface PRIMARY KEY (id), CONSTRAINT fk_interface_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_interface_place ON interface (dossier, position)",
    "CREATE TABLE certificate ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, number TEXT, "
    "registrant TEXT, registrant_address TEXT, production_address TEXT, agent TEXT, product_name TEXT, model "
    "TEXT, structure TEXT, intended_use TEXT, annex TEXT, release_version TEXT, approved_on TEXT, effective_on "
    "TEXT, expires_on TEXT, remark TEXT, evidence TEXT, renewal_filed_on TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_certificate PRIMARY KEY (id), CONSTRAINT fk_certificate_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_certificate_evidence_evidence FOREIGN "
    "KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_certificate_evidence ON certificate (evidence)",
    "CREATE INDEX ix_certificate_place ON certificate (dossier, position)",
    "CREATE TABLE change_file ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, certificate "
    "TEXT, number TEXT, approved_on TEXT, content TEXT, product_name TEXT, model TEXT, structure TEXT, "
    "intended_use TEXT, release_version TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_change_file "
    "PRIMARY KEY (id), CONSTRAINT fk_change_file_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) "
    "DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_change_file_certificate_certificate FOREIGN KEY(certificate) "
    "REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_change_file_evidence_evidence "
    "FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_change_file_certificate ON change_file (certificate)",
    "CREATE INDEX ix_change_file_evidence ON change_file (evidence)",
    "CREATE INDEX ix_change_file_place ON change_file (dossier, position)",
    "CREATE TABLE approved_indicator ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, "
    "certificate TEXT, change_file TEXT, clause TEXT, name TEXT, requirement TEXT, operator TEXT, value TEXT, "
    "unit TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_approved_indicator PRIMARY KEY (id), CONSTRAINT "
    "fk_approved_indicator_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_approved_indicator_certificate_certificate FOREIGN KEY(certificate) REFERENCES "
    "certificate (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_approved_indicator_change_file_change_file "
    "FOREIGN KEY(change_file) REFERENCES change_file (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_approved_indicator_certificate ON approved_indicator (certificate)",
    "CREATE INDEX ix_approved_indicator_change_file ON approved_indicator (change_file)",
    "CREATE INDEX ix_approved_indicator_place ON approved_indicator (dossier, position)",
    "CREATE TABLE institution ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, "
    "region TEXT, tier TEXT, department TEXT, agreement TEXT, agreement_scope TEXT, agreement_until TEXT, ethics "
    "TEXT, consent TEXT, consent_reference TEXT, deid_type TEXT, deid_rules TEXT, residual_risk TEXT, transfer "
    "TEXT, retention TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_institution PRIMARY KEY (id), "
    "CONSTRAINT fk_institution_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_institution_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_institution_evidence ON institution (evidence)",
    "CREATE INDEX ix_institution_place ON institution (dossier, position)",
    "CREATE TABLE dataset ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, "
    "version TEXT, role TEXT, parent TEXT, modality TEXT, body_part TEXT, period_from TEXT, period_to TEXT, "
    "sources TEXT, devices TEXT, protocol TEXT, patients INTEGER, studies INTEGER, images INTEGER, positive "
    "INTEGER, negative INTEGER, reference_standard TEXT, count_change TEXT, augmented INTEGER CONSTRAINT "
    'ck_dataset_augmented CHECK ("augmented" IN (0, 1)), tool TEXT, operator TEXT, made_on TEXT, locked_on TEXT, '
    "hash TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_dataset PRIMARY KEY (id), CONSTRAINT "
    "fk_dataset_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_dataset_parent_dataset FOREIGN KEY(parent) REFERENCES dataset (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_dataset_parent ON dataset (parent)",
    "CREATE INDEX ix_dataset_place ON dataset (dossier, position)",
    "CREATE TABLE annotation ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, dataset TEXT, "
    "annotators INTEGER, qualification TEXT, rules TEXT, rounds INTEGER, arbitration TEXT, agreement_metric "
    "TEXT, agreement_value TEXT, tool TEXT, automatic INTEGER CONSTRAINT ck_annotation_automatic CHECK "
    '("automatic" IN (0, 1)), human_reviewed INTEGER CONSTRAINT ck_annotation_human_reviewed CHECK '
    '("human_reviewed" IN (0, 1)), row_hash TEXT NOT NULL, CONSTRAINT pk_annotation PRIMARY KEY (id), CONSTRAINT '
    "fk_annotation_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_annotation_dataset_dataset FOREIGN KEY(dataset) REFERENCES dataset (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_annotation_dataset ON annotation (dataset)",
    "CREATE INDEX ix_annotation_place ON annotation (dossier, position)",
    "CREATE TABLE result ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, metric TEXT, "
    "value TEXT, unit TEXT, ci_low TEXT, ci_high TEXT, n INTEGER, criterion TEXT, operating_point TEXT, subgroup "
    "TEXT, dataset TEXT, comparator TEXT, dimension TEXT, evidence TEXT, page TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_result PRIMARY KEY (id), CONSTRAINT fk_result_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_result_dataset_dataset FOREIGN KEY(dataset) "
    "REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_result_evidence_evidence FOREIGN "
    "KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_result_dataset ON result (dataset)",
    "CREATE INDEX ix_result_evidence ON result (evidence)",
    "CREATE INDEX ix_result_place ON result (dossier, position)",
    "CREATE TABLE indicator ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, clause TEXT, "
    "name TEXT, requirement TEXT, operator TEXT, value TEXT, unit TEXT, condition TEXT, function TEXT, row_hash "
    "TEXT NOT NULL, CONSTRAINT pk_indicator PRIMARY KEY (id), CONSTRAINT fk_indicator_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_indicator_function_function FOREIGN KEY(function) REFERENCES function (id) DEFERRABLE INITIALLY DEFERRED "
    ") STRICT",
    "CREATE INDEX ix_indicator_function ON indicator (function)",
    "CREATE INDEX ix_indicator_place ON indicator (dossier, position)",
    "CREATE TABLE test_method ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, clause TEXT, "
    "indicator TEXT, method TEXT, standard TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_test_method PRIMARY KEY "
    "(id), CONSTRAINT fk_test_method_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_test_method_indicator_indicator FOREIGN KEY(indicator) REFERENCES "
    "indicator (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_test_method_indicator ON test_method (indicator)",
    "CREATE INDEX ix_test_method_place ON test_method (dossier, position)",
    "CREATE TABLE term ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, term TEXT, "
    "definition TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_term PRIMARY KEY (id), CONSTRAINT "
    "fk_term_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_term_place ON term (dossier, position)",
    "CREATE TABLE standard ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, number TEXT, "
    "title TEXT, applied TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_standard PRIMARY KEY (id), CONSTRAINT "
    "fk_standard_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) "
    "STRICT",
    "CREATE INDEX ix_standard_place ON standard (dossier, position)",
    "CREATE TABLE tender ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, code TEXT, name "
    "TEXT, number TEXT, mode TEXT, purchaser TEXT, region TEXT, agency TEXT, budget TEXT, ceiling TEXT, "
    "published_on TEXT, clarify_until TEXT, deadline TEXT, opening TEXT, validity_days INTEGER, delivery_days "
    "INTEGER, warranty_months INTEGER, distributor TEXT, product_full_version TEXT, offer_validity_days INTEGER, "
    "offer_delivery_days INTEGER, offer_warranty_months INTEGER, offer_total TEXT, offer_total_words TEXT, "
    "interfaces_plan TEXT, source TEXT, source_facts TEXT, state TEXT, result_note TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_tender PRIMARY KEY (id), CONSTRAINT fk_tender_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_tender_distributor_party FOREIGN KEY(distributor) "
    "REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_tender_source_evidence FOREIGN "
    "KEY(source) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_tender_distributor ON tender (distributor)",
    "CREATE INDEX ix_tender_place ON tender (dossier, position)",
    "CREATE INDEX ix_tender_source ON tender (source)",
    "CREATE TABLE lot ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, number "
    "TEXT, name TEXT, budget TEXT, ceiling TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_lot PRIMARY KEY (id), "
    "CONSTRAINT fk_lot_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_lot_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_lot_place ON lot (dossier, position)",
    "CREATE INDEX ix_lot_tender ON lot (tender)",
    "CREATE TABLE lot_product ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "lot TEXT, dossier_key TEXT, quantity INTEGER, row_hash TEXT NOT NULL, CONSTRAINT pk_lot_product PRIMARY KEY "
    "(id), CONSTRAINT fk_lot_product_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_lot_product_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) "
    "DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_lot_product_lot_lot FOREIGN KEY(lot) REFERENCES lot (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_lot_product_lot ON lot_product (lot)",
    "CREATE INDEX ix_lot_product_place ON lot_product (dossier, position)",
    "CREATE INDEX ix_lot_product_tender ON lot_product (tender)",
    "CREATE TABLE mark ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, symbol "
    "TEXT, effect TEXT, points TEXT, basis TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_mark PRIMARY KEY (id), "
    "CONSTRAINT fk_mark_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_mark_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_mark_place ON mark (dossier, position)",
    "CREATE INDEX ix_mark_tender ON mark (tender)",
    "CREATE TABLE requirement ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "lot TEXT, section TEXT, number TEXT, marks TEXT, effective_marks TEXT, text TEXT, kind TEXT, thresholds "
    "TEXT, place TEXT, evidence_wanted TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_requirement PRIMARY KEY (id), "
    "CONSTRAINT fk_requirement_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_requirement_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_requirement_lot_lot FOREIGN KEY(lot) REFERENCES lot (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_requirement_lot ON requirement (lot)",
    "CREATE INDEX ix_requirement_place ON requirement (dossier, position)",
    "CREATE INDEX ix_requirement_tender ON requirement (tender)",
    "CREATE TABLE response ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "requirement TEXT, text TEXT, deviation TEXT, note TEXT, source TEXT, confirmed_by TEXT, row_hash TEXT NOT "
    "NULL, CONSTRAINT pk_response PRIMARY KEY (id), CONSTRAINT fk_response_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_response_tender_tender FOREIGN "
    "KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_response_requirement_requirement FOREIGN KEY(requirement) REFERENCES requirement (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_response_place ON response (dossier, position)",
    "CREATE INDEX ix_response_requirement ON response (requirement)",
    "CREATE INDEX ix_response_tender ON response (tender)",
    "CREATE TABLE score_item ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    '"group" TEXT, item TEXT, points TEXT, expected TEXT, note TEXT, row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_score_item PRIMARY KEY (id), CONSTRAINT fk_score_item_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_score_item_tender_tender FOREIGN KEY(tender) "
    "REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_score_item_place ON score_item (dossier, position)",
    "CREATE INDEX ix_score_item_tender ON score_item (tender)",
    "CREATE TABLE price_line ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "number TEXT, name TEXT, brand TEXT, model TEXT, maker TEXT, origin TEXT, unit TEXT, quantity TEXT, "
    "unit_price TEXT, total TEXT, ceiling TEXT, supply_price TEXT, remark TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_price_line PRIMARY KEY (id), CONSTRAINT fk_price_line_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_price_line_tender_tender FOREIGN "
    "KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_price_line_place ON price_line (dossier, position)",
    "CREATE INDEX ix_price_line_tender ON price_line (tender)",
    "CREATE TABLE config_item ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "number TEXT, name TEXT, model TEXT, quantity TEXT, unit TEXT, standard TEXT, description TEXT, clauses "
    "TEXT, remark TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_config_item PRIMARY KEY (id), CONSTRAINT "
    "fk_config_item_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_config_item_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_config_item_place ON config_item (dossier, position)",
    "CREATE INDEX ix_config_item_tender ON config_item (tender)",
    "CREATE TABLE qualification ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender "
    "TEXT, part TEXT, name TEXT, provider TEXT, mandatory INTEGER CONSTRAINT ck_qualification_mandatory CHECK "
    '("mandatory" IN (0, 1)), licence TEXT, evidence TEXT, dated TEXT, expires_on TEXT, seal INTEGER CONSTRAINT '
    'ck_qualification_seal CHECK ("seal" IN (0, 1)), note TEXT, row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_qualification PRIMARY KEY (id), CONSTRAINT fk_qualification_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_qualification_tender_tender FOREIGN "
    "KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_qualification_licence_licence FOREIGN KEY(licence) REFERENCES licence (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_qualification_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_qualification_evidence ON qualification (evidence)",
    "CREATE INDEX ix_qualification_licence ON qualification (licence)",
    "CREATE INDEX ix_qualification_place ON qualification (dossier, position)",
    "CREATE INDEX ix_qualification_tender ON qualification (tender)",
    "CREATE TABLE authorisation ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender "
    "TEXT, from_party TEXT, to_party TEXT, number TEXT, product TEXT, territory TEXT, project TEXT, issued_on "
    "TEXT, expires_on TEXT, withdrawn_on TEXT, signatory TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_authorisation PRIMARY KEY (id), CONSTRAINT fk_authorisation_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_authorisation_tender_tender FOREIGN "
    "KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_authorisation_from_party_party FOREIGN KEY(from_party) REFERENCES party (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_authorisation_to_party_party FOREIGN KEY(to_party) REFERENCES party (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_authorisation_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence "
    "(id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_authorisation_evidence ON authorisation (evidence)",
    "CREATE INDEX ix_authorisation_from_party ON authorisation (from_party)",
    "CREATE INDEX ix_authorisation_place ON authorisation (dossier, position)",
    "CREATE INDEX ix_authorisation_tender ON authorisation (tender)",
    "CREATE INDEX ix_authorisation_to_party ON authorisation (to_party)",
    "CREATE TABLE pack_issue ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "what TEXT, distributor TEXT, issued_on TEXT, documents_hash TEXT, state TEXT, facts TEXT, row_hash TEXT NOT "
    "NULL, CONSTRAINT pk_pack_issue PRIMARY KEY (id), CONSTRAINT fk_pack_issue_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_pack_issue_tender_tender "
    "FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_pack_issue_distributor_party FOREIGN KEY(distributor) REFERENCES party (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_pack_issue_distributor ON pack_issue (distributor)",
    "CREATE INDEX ix_pack_issue_place ON pack_issue (dossier, position)",
    "CREATE INDEX ix_pack_issue_tender ON pack_issue (tender)",
    "CREATE VIRTUAL TABLE search USING fts5(grams, content='', tokenize='ascii')",
    "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is "
    "append-only'); END",
    "CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is "
    "append-only'); END",
)


def upgrade(operations: Operations) -> None:
    """Make every table, index and trigger of revision 1."""
    for statement in STATEMENTS:
        operations.execute(statement)
