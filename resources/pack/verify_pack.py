"""资料包核对脚本：只用 Python 标准库，不需要安装任何程序。

Checks a pack against its manifest with nothing but the Python standard library.

    python verify_pack.py [folder of the pack]

Exit code 0: all files are as they were written; 8: something differs; 3: not a pack.
"""

# Runs alone on a receiver's computer, also with an old Python: no annotations, no project rules.
# ruff: noqa: ANN001, ANN201, D103, D415, PTH100, PTH113, PTH114, PTH118, PTH120, PTH123, T201
import hashlib
import json
import os
import sys

FOLDER = "校验"
OWN = {f"{FOLDER}/manifest.json", f"{FOLDER}/SHA256SUMS"}


def digest(path):
    if os.path.islink(path) or not os.path.isfile(path):
        return ""
    found = hashlib.sha256()
    with open(path, "rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            found.update(piece)
    return found.hexdigest()


def files_in(root):
    for folder, _folders, names in os.walk(root):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def read(root, name):
    with open(os.path.join(root, *name.split("/")), encoding="utf-8") as stream:
        return stream.read()


def main(arguments):
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    root = arguments[0] if arguments else here
    try:
        manifest = json.loads(read(root, f"{FOLDER}/manifest.json"))
        wanted = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
        lines = read(root, f"{FOLDER}/SHA256SUMS").splitlines()
        sums = {path: value for value, path in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError, KeyError, TypeError):
        print("不是资料包，或清单已损坏 / not a pack, or its manifest is damaged")
        return 3
    listed = {path: value for path, value in sums.items() if path != f"{FOLDER}/manifest.json"}
    agree = listed == wanted
    wanted = {**sums, **wanted}
    present = set(files_in(root))
    trouble = 0
    for path, value in sorted(wanted.items()):
        if path not in present:
            print(f"缺少 / missing    {path}")
        elif digest(os.path.join(root, *path.split("/"))) != value:
            print(f"不一致 / changed  {path}")
        else:
            print(f"一致 / same       {path}")
            continue
        trouble += 1
    for path in sorted(present - set(wanted) - OWN):
        print(f"多出 / extra      {path}")
        trouble += 1
    if not agree:
        print(f"不一致 / changed  {FOLDER}/SHA256SUMS")
        trouble += 1
    print("全部一致 / all as written" if not trouble else f"有 {trouble} 处不符 / {trouble} differ")
    return 8 if trouble else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
