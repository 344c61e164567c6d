"""Revision 2: what the second release adds, written out so that later code cannot change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

REVISION = 2
SCHEMA_HASH = "57169d4c27133881b8acc3921b1cd28710501c872352da4ca9fbae93e70a9088"

STATEMENTS = (
    "CREATE TABLE case_content ( sha256 TEXT NOT NULL, data BLOB NOT NULL, CONSTRAINT pk_case_content PRIMARY "
    "KEY (sha256) ) STRICT",
    'ALTER TABLE "party" ADD COLUMN size TEXT',
    'ALTER TABLE "licence" ADD COLUMN protects TEXT',
    'ALTER TABLE "licence" ADD COLUMN verified_on TEXT',
    'ALTER TABLE "service_point" ADD COLUMN certificate_until TEXT',
    'ALTER TABLE "past_answer" ADD COLUMN score TEXT',
    'ALTER TABLE "evidence" ADD COLUMN dpi INTEGER',
    'ALTER TABLE "evidence" ADD COLUMN language TEXT',
    'ALTER TABLE "evidence" ADD COLUMN audience TEXT',
    'ALTER TABLE "evidence" ADD COLUMN supersedes TEXT CONSTRAINT fk_evidence_supersedes_evidence REFERENCES '
    "evidence (id) DEFERRABLE INITIALLY DEFERRED",
    "CREATE INDEX ix_evidence_supersedes ON evidence (supersedes)",
    'ALTER TABLE "gate" ADD COLUMN started_on TEXT',
    'ALTER TABLE "gate" ADD COLUMN decider TEXT',
    'ALTER TABLE "confirmation" ADD COLUMN value TEXT',
    'ALTER TABLE "confirmation" ADD COLUMN own_work INTEGER CONSTRAINT ck_confirmation_own_work CHECK '
    '("own_work" IN (0, 1))',
    'ALTER TABLE "claim_item" ADD COLUMN outside INTEGER CONSTRAINT ck_claim_item_outside CHECK ("outside" IN '
    "(0, 1))",
    "CREATE TABLE actor ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, role TEXT, party "
    "TEXT, note TEXT, evidence TEXT, page TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_actor PRIMARY KEY (id), "
    "CONSTRAINT fk_actor_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_actor_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_actor_evidence ON actor (evidence)",
    "CREATE INDEX ix_actor_place ON actor (dossier, position)",
    "CREATE TABLE risk ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, event TEXT, "
    "hospital TEXT, physician TEXT, registrant TEXT, distributor TEXT, clause TEXT, cover TEXT, contact TEXT, "
    "evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_risk PRIMARY KEY (id), CONSTRAINT "
    "fk_risk_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_risk_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_risk_evidence ON risk (evidence)",
    "CREATE INDEX ix_risk_place ON risk (dossier, position)",
    "CREATE TABLE value_sheet ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, hospital "
    "TEXT, cases_day TEXT, days_year INTEGER, minutes TEXT, minutes_low TEXT, minutes_high TEXT, result TEXT, "
    "staff_cost TEXT, staff_source TEXT, licence TEXT, integration TEXT, hardware TEXT, service_year TEXT, "
    "warranty_years INTEGER, running_year TEXT, assumptions TEXT, evidence TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_value_sheet PRIMARY KEY (id), CONSTRAINT fk_value_sheet_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_value_sheet_result_result FOREIGN "
    "KEY(result) REFERENCES result (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_value_sheet_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_value_sheet_evidence ON value_sheet (evidence)",
    "CREATE INDEX ix_value_sheet_place ON value_sheet (dossier, position)",
    "CREATE INDEX ix_value_sheet_result ON value_sheet (result)",
    "CREATE TABLE local_validation ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, "
    "hospital TEXT, department TEXT, agreement TEXT, begun_on TEXT, ended_on TEXT, version TEXT, cases INTEGER, "
    "excluded TEXT, devices TEXT, reference TEXT, present INTEGER, detected INTEGER, false_marks INTEGER, misses "
    'TEXT, "before" TEXT, "after" TEXT, failures TEXT, physicians TEXT, accepted INTEGER CONSTRAINT '
    'ck_local_validation_accepted CHECK ("accepted" IN (0, 1)), opinion TEXT, evidence TEXT, row_hash TEXT NOT '
    "NULL, CONSTRAINT pk_local_validation PRIMARY KEY (id), CONSTRAINT fk_local_validation_dossier_dossier "
    "FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_local_validation_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_local_validation_evidence ON local_validation (evidence)",
    "CREATE INDEX ix_local_validation_place ON local_validation (dossier, position)",
    "CREATE TABLE accepted_gap ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, claim TEXT, "
    "dimension TEXT, reason TEXT, person TEXT, review_on TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_accepted_gap PRIMARY KEY (id), CONSTRAINT fk_accepted_gap_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_accepted_gap_claim_claim_item FOREIGN "
    "KEY(claim) REFERENCES claim_item (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_accepted_gap_claim ON accepted_gap (claim)",
    "CREATE INDEX ix_accepted_gap_place ON accepted_gap (dossier, position)",
    "CREATE TABLE checklist_tick ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, checklist "
    "TEXT, item TEXT, state TEXT, place TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_checklist_tick PRIMARY KEY (id), CONSTRAINT fk_checklist_tick_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_checklist_tick_evidence_evidence "
    "FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_checklist_tick_evidence ON checklist_tick (evidence)",
    "CREATE INDEX ix_checklist_tick_place ON checklist_tick (dossier, position)",
    'ALTER TABLE "institution" ADD COLUMN agreement_uses TEXT',
    'ALTER TABLE "institution" ADD COLUMN onward TEXT',
    'ALTER TABLE "institution" ADD COLUMN rights TEXT',
    'ALTER TABLE "institution" ADD COLUMN agreement_from TEXT',
    'ALTER TABLE "institution" ADD COLUMN ethics_kind TEXT',
    'ALTER TABLE "institution" ADD COLUMN ethics_on TEXT',
    'ALTER TABLE "institution" ADD COLUMN deid_tool TEXT',
    'ALTER TABLE "institution" ADD COLUMN deid_fields TEXT',
    'ALTER TABLE "institution" ADD COLUMN key_custody TEXT',
    'ALTER TABLE "institution" ADD COLUMN residual_on TEXT',
    'ALTER TABLE "institution" ADD COLUMN transfer_protection TEXT',
    'ALTER TABLE "institution" ADD COLUMN transfer_hash TEXT',
    'ALTER TABLE "institution" ADD COLUMN destroyed_on TEXT',
    "CREATE TABLE legal_route ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, subject "
    "TEXT, outcome TEXT, basis TEXT, measure TEXT, reference TEXT, persons INTEGER, decided_by TEXT, decided_on "
    "TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_legal_route PRIMARY KEY (id), CONSTRAINT "
    "fk_legal_route_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_legal_route_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_legal_route_evidence ON legal_route (evidence)",
    "CREATE INDEX ix_legal_route_place ON legal_route (dossier, position)",
    'ALTER TABLE "dataset" ADD COLUMN inclusion TEXT',
    'ALTER TABLE "dataset" ADD COLUMN composition TEXT',
    'ALTER TABLE "dataset" ADD COLUMN setting TEXT',
    'ALTER TABLE "dataset" ADD COLUMN augmentation TEXT',
    'ALTER TABLE "dataset" ADD COLUMN split_method TEXT',
    'ALTER TABLE "dataset" ADD COLUMN licence TEXT',
    'ALTER TABLE "dataset" ADD COLUMN backup TEXT',
    'ALTER TABLE "dataset" ADD COLUMN locked_by TEXT',
    "CREATE TABLE data_access ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, dataset "
    "TEXT, person TEXT, accessed_on TEXT, purpose TEXT, approved_by TEXT, version TEXT, evidence TEXT, row_hash "
    "TEXT NOT NULL, CONSTRAINT pk_data_access PRIMARY KEY (id), CONSTRAINT fk_data_access_dossier_dossier "
    "FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_data_access_dataset_dataset FOREIGN KEY(dataset) REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_data_access_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_data_access_dataset ON data_access (dataset)",
    "CREATE INDEX ix_data_access_evidence ON data_access (evidence)",
    "CREATE INDEX ix_data_access_place ON data_access (dossier, position)",
    "CREATE TABLE case_list ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, dataset TEXT, "
    "file_name TEXT, file_sha256 TEXT, taken_on TEXT, rows INTEGER, patients INTEGER, studies INTEGER, images "
    "INTEGER, positive INTEGER, negative INTEGER, columns TEXT, content TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_case_list PRIMARY KEY (id), CONSTRAINT fk_case_list_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_case_list_dataset_dataset FOREIGN KEY(dataset) "
    "REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_case_list_dataset ON case_list (dataset)",
    "CREATE INDEX ix_case_list_place ON case_list (dossier, position)",
    'ALTER TABLE "annotation" ADD COLUMN reviewers INTEGER',
    'ALTER TABLE "annotation" ADD COLUMN arbiters INTEGER',
    'ALTER TABLE "annotation" ADD COLUMN training TEXT',
    'ALTER TABLE "annotation" ADD COLUMN place TEXT',
    'ALTER TABLE "annotation" ADD COLUMN quality TEXT',
    'ALTER TABLE "annotation" ADD COLUMN assisted TEXT',
    'ALTER TABLE "result" ADD COLUMN successes INTEGER',
    'ALTER TABLE "result" ADD COLUMN trials INTEGER',
    'ALTER TABLE "result" ADD COLUMN ci_method TEXT',
    'ALTER TABLE "result" ADD COLUMN design TEXT',
    "CREATE TABLE version_field ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, letter "
    "TEXT, lowest INTEGER, highest INTEGER, meaning TEXT, updates TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_version_field PRIMARY KEY (id), CONSTRAINT fk_version_field_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_version_field_place ON version_field (dossier, position)",
    "CREATE TABLE component ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, "
    "version TEXT, supplier TEXT, licence TEXT, purl TEXT, digest TEXT, use TEXT, vulnerabilities TEXT, source "
    "TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_component PRIMARY KEY (id), CONSTRAINT "
    "fk_component_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) "
    "STRICT",
    "CREATE INDEX ix_component_place ON component (dossier, position)",
    "CREATE TABLE security_capability ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, "
    'capability TEXT, applies INTEGER CONSTRAINT ck_security_capability_applies CHECK ("applies" IN (0, 1)), '
    "means TEXT, description TEXT, clause TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_security_capability "
    "PRIMARY KEY (id), CONSTRAINT fk_security_capability_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier "
    "(id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_security_capability_place ON security_capability (dossier, position)",
    "CREATE TABLE report_part ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, report TEXT, "
    "number TEXT, text TEXT, function TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_report_part "
    "PRIMARY KEY (id), CONSTRAINT fk_report_part_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) "
    "DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_report_part_function_function FOREIGN KEY(function) REFERENCES "
    "function (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_report_part_evidence_evidence FOREIGN "
    "KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_report_part_evidence ON report_part (evidence)",
    "CREATE INDEX ix_report_part_function ON report_part (function)",
    "CREATE INDEX ix_report_part_place ON report_part (dossier, position)",
    'ALTER TABLE "tender" ADD COLUMN bond_amount TEXT',
    'ALTER TABLE "tender" ADD COLUMN bond_form TEXT',
    'ALTER TABLE "tender" ADD COLUMN bond_payer TEXT',
    'ALTER TABLE "tender" ADD COLUMN bond_paid_on TEXT',
    'ALTER TABLE "tender" ADD COLUMN joint_bid INTEGER CONSTRAINT ck_tender_joint_bid CHECK ("joint_bid" IN (0, '
    "1))",
    'ALTER TABLE "tender" ADD COLUMN signatory TEXT',
    'ALTER TABLE "tender" ADD COLUMN ca_expires_on TEXT',
    'ALTER TABLE "tender" ADD COLUMN ca_sealed_with TEXT',
    'ALTER TABLE "tender" ADD COLUMN ca_opened_with TEXT',
    'ALTER TABLE "tender" ADD COLUMN copies INTEGER',
    'ALTER TABLE "tender" ADD COLUMN blind INTEGER CONSTRAINT ck_tender_blind CHECK ("blind" IN (0, 1))',
    'ALTER TABLE "tender" ADD COLUMN limit_file_mb INTEGER',
    'ALTER TABLE "tender" ADD COLUMN limit_total_mb INTEGER',
    'ALTER TABLE "tender" ADD COLUMN limit_types TEXT',
    'ALTER TABLE "tender" ADD COLUMN contact_person TEXT',
    'ALTER TABLE "tender" ADD COLUMN contact_phone TEXT',
    'ALTER TABLE "tender" ADD COLUMN result_on TEXT',
    'ALTER TABLE "tender" ADD COLUMN rank INTEGER',
    'ALTER TABLE "tender" ADD COLUMN winner TEXT',
    'ALTER TABLE "tender" ADD COLUMN winning_price TEXT',
    'ALTER TABLE "tender" ADD COLUMN challenge_until TEXT',
    'ALTER TABLE "requirement" ADD COLUMN product TEXT',
    'ALTER TABLE "score_item" ADD COLUMN number TEXT',
    'ALTER TABLE "score_item" ADD COLUMN section_points TEXT',
    'ALTER TABLE "score_item" ADD COLUMN clauses TEXT',
    'ALTER TABLE "score_item" ADD COLUMN evidence TEXT CONSTRAINT fk_score_item_evidence_evidence REFERENCES '
    "evidence (id) DEFERRABLE INITIALLY DEFERRED",
    'ALTER TABLE "score_item" ADD COLUMN achieved TEXT',
    "CREATE INDEX ix_score_item_evidence ON score_item (evidence)",
    'ALTER TABLE "price_line" ADD COLUMN energy_listed INTEGER CONSTRAINT ck_price_line_energy_listed CHECK '
    '("energy_listed" IN (0, 1))',
    'ALTER TABLE "price_line" ADD COLUMN parameters TEXT',
    'ALTER TABLE "qualification" ADD COLUMN person TEXT',
    'ALTER TABLE "qualification" ADD COLUMN signing TEXT',
    'ALTER TABLE "qualification" ADD COLUMN sealed INTEGER CONSTRAINT ck_qualification_sealed CHECK ("sealed" IN '
    "(0, 1))",
    'ALTER TABLE "qualification" ADD COLUMN sealed_scan TEXT CONSTRAINT fk_qualification_sealed_scan_evidence '
    "REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED",
    "CREATE INDEX ix_qualification_sealed_scan ON qualification (sealed_scan)",
    'ALTER TABLE "authorisation" ADD COLUMN lot TEXT CONSTRAINT fk_authorisation_lot_lot REFERENCES lot (id) '
    "DEFERRABLE INITIALLY DEFERRED",
    'ALTER TABLE "authorisation" ADD COLUMN state TEXT',
    'ALTER TABLE "authorisation" ADD COLUMN applied_on TEXT',
    'ALTER TABLE "authorisation" ADD COLUMN report TEXT CONSTRAINT fk_authorisation_report_project_report '
    "REFERENCES project_report (id) DEFERRABLE INITIALLY DEFERRED",
    'ALTER TABLE "authorisation" ADD COLUMN reason TEXT',
    "CREATE INDEX ix_authorisation_lot ON authorisation (lot)",
    "CREATE INDEX ix_authorisation_report ON authorisation (report)",
    'ALTER TABLE "pack_issue" ADD COLUMN fact_pages TEXT',
    'ALTER TABLE "pack_issue" ADD COLUMN lot TEXT CONSTRAINT fk_pack_issue_lot_lot REFERENCES lot (id) '
    "DEFERRABLE INITIALLY DEFERRED",
    'ALTER TABLE "pack_issue" ADD COLUMN profile TEXT',
    'ALTER TABLE "pack_issue" ADD COLUMN watermark TEXT',
    'ALTER TABLE "pack_issue" ADD COLUMN variant TEXT',
    'ALTER TABLE "pack_issue" ADD COLUMN reason TEXT',
    'ALTER TABLE "pack_issue" ADD COLUMN passages TEXT',
    'ALTER TABLE "pack_issue" ADD COLUMN recalled_on TEXT',
    "CREATE INDEX ix_pack_issue_lot ON pack_issue (lot)",
    "CREATE TABLE project_report ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender "
    "TEXT, lot TEXT, distributor TEXT, hospital TEXT, project TEXT, reported_on TEXT, protected_until TEXT, "
    "state TEXT, note TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_project_report PRIMARY KEY (id), CONSTRAINT "
    "fk_project_report_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_project_report_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_project_report_lot_lot FOREIGN KEY(lot) REFERENCES lot (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_project_report_distributor_party FOREIGN KEY(distributor) REFERENCES "
    "party (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_project_report_distributor ON project_report (distributor)",
    "CREATE INDEX ix_project_report_lot ON project_report (lot)",
    "CREATE INDEX ix_project_report_place ON project_report (dossier, position)",
    "CREATE INDEX ix_project_report_tender ON project_report (tender)",
    "CREATE TABLE amendment ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    'name TEXT, issued_on TEXT, followed INTEGER CONSTRAINT ck_amendment_followed CHECK ("followed" IN (0, 1)), '
    "evidence TEXT, note TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_amendment PRIMARY KEY (id), CONSTRAINT "
    "fk_amendment_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_amendment_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_amendment_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_amendment_evidence ON amendment (evidence)",
    "CREATE INDEX ix_amendment_place ON amendment (dossier, position)",
    "CREATE INDEX ix_amendment_tender ON amendment (tender)",
    "CREATE TABLE table_head ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    '"table" TEXT, columns TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_table_head PRIMARY KEY (id), CONSTRAINT '
    "fk_table_head_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_table_head_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_table_head_place ON table_head (dossier, position)",
    "CREATE INDEX ix_table_head_tender ON table_head (tender)",
    "CREATE TABLE integration ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "system TEXT, vendor TEXT, protocol TEXT, owner TEXT, cost TEXT, days INTEGER, proof TEXT, row_hash TEXT NOT "
    "NULL, CONSTRAINT pk_integration PRIMARY KEY (id), CONSTRAINT fk_integration_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_integration_tender_tender "
    "FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_integration_place ON integration (dossier, position)",
    "CREATE INDEX ix_integration_tender ON integration (tender)",
    "CREATE TABLE rollout ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "step TEXT, owner TEXT, from_day INTEGER, to_day INTEGER, result TEXT, row_hash TEXT NOT NULL, CONSTRAINT "
    "pk_rollout PRIMARY KEY (id), CONSTRAINT fk_rollout_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier "
    "(id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_rollout_tender_tender FOREIGN KEY(tender) REFERENCES "
    "tender (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_rollout_place ON rollout (dossier, position)",
    "CREATE INDEX ix_rollout_tender ON rollout (tender)",
    "CREATE TABLE training ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    'topic TEXT, audience TEXT, hours TEXT, sessions INTEGER, "check" TEXT, row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_training PRIMARY KEY (id), CONSTRAINT fk_training_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_training_tender_tender FOREIGN KEY(tender) "
    "REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_training_place ON training (dossier, position)",
    "CREATE INDEX ix_training_tender ON training (tender)",
    "CREATE TABLE acceptance ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "item TEXT, method TEXT, criterion TEXT, clause TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_acceptance "
    "PRIMARY KEY (id), CONSTRAINT fk_acceptance_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) "
    "DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_acceptance_tender_tender FOREIGN KEY(tender) REFERENCES tender "
    "(id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_acceptance_place ON acceptance (dossier, position)",
    "CREATE INDEX ix_acceptance_tender ON acceptance (tender)",
    "CREATE TABLE banned_part ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender TEXT, "
    "name TEXT, basis TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_banned_part PRIMARY KEY (id), CONSTRAINT "
    "fk_banned_part_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_banned_part_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_banned_part_place ON banned_part (dossier, position)",
    "CREATE INDEX ix_banned_part_tender ON banned_part (tender)",
    "CREATE TABLE filing_item ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, heading "
    'TEXT, evidence TEXT, state TEXT, reason TEXT, person TEXT, "on" TEXT, content_hash TEXT, row_hash TEXT NOT '
    "NULL, CONSTRAINT pk_filing_item PRIMARY KEY (id), CONSTRAINT fk_filing_item_dossier_dossier FOREIGN "
    "KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "
    "fk_filing_item_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_filing_item_evidence ON filing_item (evidence)",
    "CREATE INDEX ix_filing_item_place ON filing_item (dossier, position)",
    "CREATE TABLE paper_text ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, chapter TEXT, "
    "text TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_paper_text PRIMARY KEY (id), CONSTRAINT "
    "fk_paper_text_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED ) "
    "STRICT",
    "CREATE INDEX ix_paper_text_place ON paper_text (dossier, position)",
    "CREATE TABLE hazard ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, hazard TEXT, "
    'situation TEXT, harm TEXT, output TEXT, "before" TEXT, control TEXT, control_kind TEXT, verification TEXT, '
    "residual TEXT, evidence TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_hazard PRIMARY KEY (id), CONSTRAINT "
    "fk_hazard_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_hazard_output_output FOREIGN KEY(output) REFERENCES output (id) DEFERRABLE INITIALLY "
    "DEFERRED, CONSTRAINT fk_hazard_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_hazard_evidence ON hazard (evidence)",
    "CREATE INDEX ix_hazard_output ON hazard (output)",
    "CREATE INDEX ix_hazard_place ON hazard (dossier, position)",
    "CREATE TABLE letter ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, number TEXT, "
    "issuer TEXT, received_on TEXT, due TEXT, replied_on TEXT, evidence TEXT, note TEXT, row_hash TEXT NOT NULL, "
    "CONSTRAINT pk_letter PRIMARY KEY (id), CONSTRAINT fk_letter_dossier_dossier FOREIGN KEY(dossier) REFERENCES "
    "dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_letter_evidence_evidence FOREIGN KEY(evidence) "
    "REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_letter_evidence ON letter (evidence)",
    "CREATE INDEX ix_letter_place ON letter (dossier, position)",
    "CREATE TABLE letter_point ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, letter "
    "TEXT, number TEXT, text TEXT, place TEXT, heading TEXT, owner TEXT, due TEXT, reply TEXT, changed_pages "
    "TEXT, evidence TEXT, state TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_letter_point PRIMARY KEY (id), "
    "CONSTRAINT fk_letter_point_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_letter_point_letter_letter FOREIGN KEY(letter) REFERENCES letter (id) "
    "DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_letter_point_evidence_evidence FOREIGN KEY(evidence) "
    "REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_letter_point_evidence ON letter_point (evidence)",
    "CREATE INDEX ix_letter_point_letter ON letter_point (letter)",
    "CREATE INDEX ix_letter_point_place ON letter_point (dossier, position)",
    "CREATE TABLE incident ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT, site "
    "TEXT, occurred_on TEXT, known_on TEXT, description TEXT, harm TEXT, release_version TEXT, value TEXT, "
    '"limit" TEXT, suspects TEXT, owner TEXT, due TEXT, state TEXT, resolved_on TEXT, conclusion TEXT, evidence '
    "TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_incident PRIMARY KEY (id), CONSTRAINT "
    "fk_incident_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_incident_evidence_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE "
    "INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_incident_evidence ON incident (evidence)",
    "CREATE INDEX ix_incident_place ON incident (dossier, position)",
    "CREATE TABLE champion ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, name TEXT, "
    "hospital TEXT, department TEXT, tender TEXT, problem TEXT, defends TEXT, workload TEXT, alternatives TEXT, "
    "cost TEXT, risks TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_champion PRIMARY KEY (id), CONSTRAINT "
    "fk_champion_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_champion_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY "
    "DEFERRED ) STRICT",
    "CREATE INDEX ix_champion_place ON champion (dossier, position)",
    "CREATE INDEX ix_champion_tender ON champion (tender)",
    "CREATE TABLE access_decision ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, tender "
    "TEXT, hospital TEXT, segment TEXT, decider TEXT, payment TEXT, threshold TEXT, verdict TEXT, reason TEXT, "
    'next TEXT, person TEXT, "on" TEXT, row_hash TEXT NOT NULL, CONSTRAINT pk_access_decision PRIMARY KEY (id), '
    "CONSTRAINT fk_access_decision_dossier_dossier FOREIGN KEY(dossier) REFERENCES dossier (id) DEFERRABLE "
    "INITIALLY DEFERRED, CONSTRAINT fk_access_decision_tender_tender FOREIGN KEY(tender) REFERENCES tender (id) "
    "DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_access_decision_place ON access_decision (dossier, position)",
    "CREATE INDEX ix_access_decision_tender ON access_decision (tender)",
    "CREATE TABLE regime_choice ( id TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL, regime "
    'TEXT, tender TEXT, applies TEXT, why TEXT, person TEXT, "on" TEXT, row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_regime_choice PRIMARY KEY (id), CONSTRAINT fk_regime_choice_dossier_dossier FOREIGN KEY(dossier) "
    "REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT fk_regime_choice_tender_tender FOREIGN "
    "KEY(tender) REFERENCES tender (id) DEFERRABLE INITIALLY DEFERRED ) STRICT",
    "CREATE INDEX ix_regime_choice_place ON regime_choice (dossier, position)",
    "CREATE INDEX ix_regime_choice_tender ON regime_choice (tender)",
    "CREATE TABLE place_profile ( id TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT, name TEXT, limits "
    "TEXT, forms TEXT, price_items TEXT, service_demands TEXT, source TEXT, checked_on TEXT, confirmed INTEGER "
    'CONSTRAINT ck_place_profile_confirmed CHECK ("confirmed" IN (0, 1)), row_hash TEXT NOT NULL, CONSTRAINT '
    "pk_place_profile PRIMARY KEY (id) ) STRICT",
    "CREATE INDEX ix_place_profile_place ON place_profile (position)",
)


def upgrade(operations: Operations) -> None:
    """Add the tables, columns and indexes of this revision."""
    for statement in STATEMENTS:
        operations.execute(statement)
