import { bounded, GRAMMAR } from './grammar'
import { HONEST } from './honest'
import { NASTY, NASTY_WORD } from './nasty-text'

export type Files = Readonly<Record<string, string | Uint8Array>>

const MIB = 1024 * 1024

/** Files that are given to the engine as an archive and as a folder: what is in them is the attack. */
export const CONTENTS: Readonly<Record<string, () => Files>> = {
  'Python that nests': () => python(GRAMMAR.nesting),
  'Python that goes on': () => python(GRAMMAR.repeating),
  'Python of 2 MB a file': () => pythonOf(['call', 'dictionary', 'binary', 'assignment', 'elif'], 2 * MIB - 100),
  '3,000 slow modules': () =>
    Object.fromEntries(
      Array.from({ length: 3000 }, (_, at) => [`app/slow${at}.py`, `${bounded(GRAMMAR.slowest, 40_000)}# ${at}\n`]),
    ),
  'TOML that nests': () => ({
    'pyproject.toml': `[project]\nname = "x"\n[tool]\na = ${'['.repeat(100_000)}`,
    'poetry.lock': `a = ${'{b = '.repeat(100_000)}`,
    'pdm.lock': `${'a.'.repeat(200_000)}b = 1\n`,
    'uv.lock': `[${'a.'.repeat(200_000)}b]\n`,
    Pipfile: '[[a.b]]\n'.repeat(200_000),
    'ruff.toml': `[lint]\nselect = [${'"E",'.repeat(200_000)}]\n`,
  }),
  'YAML that nests': () =>
    workflows({
      brackets: `a: ${'['.repeat(200_000)}`,
      braces: `a: ${'{b: '.repeat(50_000)}`,
      marks: `${'- '.repeat(100_000)}a`,
      questions: `${'? '.repeat(100_000)}a`,
      indents: Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      tags: `a: ${'!!str '.repeat(50_000)}`,
      anchors: `a: ${'&a '.repeat(50_000)}b`,
      quotes: `a: "${'\\'.repeat(400_000)}`,
      documents: '---\n'.repeat(100_000),
      keys: Array.from({ length: 60_000 }, (_, at) => `k${at}: 1`).join('\n'),
      complex: `? {${'? {a: b}, '.repeat(10_000)}}\n: c\n`,
      comments: '#\n'.repeat(200_000),
      tabs: `a:\n${'\t'.repeat(200_000)}b`,
      block: `a: |\n${`  ${'x'.repeat(70)}\n`.repeat(6000)}`,
      folded: `a: >\n${'  x\n\n'.repeat(80_000)}`,
    }),
  'YAML aliases': () =>
    workflows({
      laughs: laughs(9, 9),
      merges: `${laughs(9, 9)}\njobs:\n  x:\n    <<: [${'*a, '.repeat(100)}*a]\n`,
      circle: 'a: &a\n  b: *a\njobs: *a\n',
      many: `a: &a x\nb: [${'*a, '.repeat(50_000)}]\n`,
      mergeChain: Array.from(
        { length: 3000 },
        (_, at) => `k${at}: &k${at}\n  <<: *k${Math.max(0, at - 1)}\n  v${at}: 1`,
      ).join('\n'),
    }),
  'JSON that nests': () => ({
    'Pipfile.lock': `${'['.repeat(500_000)}`,
    'openapi.json': `${'{"a":'.repeat(150_000)}`,
    'app.json': `{"a": "${'\\u0041'.repeat(100_000)}"}`,
    'package.json': `{${'"a":1,'.repeat(100_000)}"b":2}`,
    'vercel.json': `${'/*'.repeat(300_000)}`,
    'renovate.json': `${'//\n'.repeat(300_000)}{}`,
    'deep.ipynb': `{"cells": ${'['.repeat(900_000)}`,
    'wide.ipynb': `{"nbformat":4,"metadata":{},"cells":[${'{"cell_type":"code","source":["x=1\\n"]},'.repeat(40_000)}{}]}`,
  }),
  'slow patterns': () => ({ ...slowPatterns(), ...pathsForPatterns() }),
  'slow Markdown': () => ({
    'README.md': `# X\n\n${'['.repeat(30_000)}${'*a_'.repeat(10_000)}${'<'.repeat(10_000)}`,
    'docs/index.md': `${'> '.repeat(20_000)}a\n${'- '.repeat(20_000)}b\n`,
    'CONTRIBUTING.md': `|a|b|\n|-|-|\n${'|x|y|\n'.repeat(15_000)}`,
    'CHANGELOG.md': '`'.repeat(60_000) + '&#'.repeat(30_000),
    'docs/README.rst': `${'::\n\n'.repeat(20_000)}${'`<'.repeat(30_000)}`,
    'INSTALL.md': `${'![a]('.repeat(20_000)}${'<!--'.repeat(20_000)}`,
  }),
  'slow shell': () => ({
    'entrypoint.sh': `#!/bin/sh\n${'$('.repeat(60_000)}\n`,
    'run.sh': `${'`'.repeat(200_000)}\n`,
    'start.sh': `${'<<EOF '.repeat(40_000)}\n`,
    'scripts/a.sh': `${'a && '.repeat(50_000)}b || true\n`,
    'scripts/b.sh': `${'if true; then '.repeat(30_000)}\n`,
    'scripts/c.sh': `${'x=1 '.repeat(60_000)}uvicorn app.main:app\n`,
    Makefile: `${'$(A)'.repeat(50_000)}\nrun: ${'run '.repeat(50_000)}\n\t${'$(run) '.repeat(20_000)}\n`,
    Procfile: `web: ${'uvicorn '.repeat(50_000)}\n`,
    'docker-compose.yml': `services:\n  web:\n    command: "${'sh -c '.repeat(20_000)}"\n`,
    Dockerfile: `FROM python:3.12\n${'RUN a \\\n'.repeat(15_000)}\n`,
    'Dockerfile.heredoc': `FROM x\n${'RUN <<EOF\n'.repeat(15_000)}`,
    'Dockerfile.args': `FROM x\n${Array.from({ length: 900 }, (_, at) => `ARG A${at}=$A${at - 1}$A${at - 1}`).join('\n')}\nRUN pip install $A899\n`,
    'Dockerfile.comments': `FROM x\nRUN a \\\n${'# b\n'.repeat(40_000)}c\n`,
  }),
  'slow manifests': () => ({
    'setup.py': `from setuptools import setup\nsetup(install_requires=[${'"a>=1", '.repeat(60_000)}])\n`,
    'setup.cfg': `[options]\ninstall_requires =\n${`  ${' '.repeat(50)}a>=1\n`.repeat(20_000)}`,
    'requirements.txt': `${'a[b,c]>=1,<2; python_version<"3" and '.repeat(20_000)}\n`,
    'requirements-dev.txt': '-r requirements.txt\n-r requirements-dev.txt\n'.repeat(2000),
    'requirements/a.txt': `a${' '.repeat(500_000)}==1\n`,
    'requirements/b.txt': `a==${'1.'.repeat(300_000)}\n`,
    'requirements/c.txt': `a==1${' \\\n'.repeat(200_000)}`,
    'requirements/d.txt': `a @ ${'git+https://'.repeat(50_000)}\n`,
    'pyproject.toml': `[project]\nname = "x"\ndependencies = [${`"a>=${'1!'.repeat(40)}1", `.repeat(5000)}]\n`,
    '.pre-commit-config.yaml': `repos:\n${'- repo: a\n  hooks:\n  - id: b\n'.repeat(12_000)}`,
    'environment.yml': `dependencies:\n${'- a=1\n'.repeat(60_000)}`,
    '.env': `${'A=${A}'.repeat(100_000)}\n`,
    'alembic.ini': `[a]\n${'k = %(k)s%(k)s\n'.repeat(40_000)}`,
  }),
  'one huge line': () => ({
    'app/line.py': `x = "${'a b c = 1; '.repeat(180_000)}"\n`,
    'app/words.py': 'password = token = secret = '.repeat(70_000),
    'settings.env': `A=${'x'.repeat(2_000_000)}`,
    'README.md': 'word '.repeat(400_000),
    'run.sh': 'echo '.repeat(200_000),
    'deploy.yml': `a: ${'b '.repeat(200_000)}`,
  }),
  'invalid text': () => invalidText(),
  'evidence of markup and escapes': () => nastyEvidence(),
  '60,000 files with names of control characters': () =>
    Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`app/\u001b[31m${at % 200}/${at}\u202e.py`, ''])),
  'folders 60 deep': () =>
    Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`${'d/'.repeat(60)}${at}.py`, `import d${at}\n`])),
  '80 projects of one lock': () =>
    Object.fromEntries([
      ...Array.from({ length: 120 }, (_, at) => [
        [`p${at}/pyproject.toml`, `[project]\nname = "p${at}"\ndependencies = ["a"]\n`],
        [`p${at}/main.py`, 'import a\n\n\ndef main():\n    a.run()\n'.repeat(20)],
      ]).flat(),
      [
        'uv.lock',
        Array.from(
          { length: 40_000 },
          (_, at) => `[[package]]\nname = "a${at}"\nversion = "1"\ndependencies = [{ name = "a${at + 1}" }]\n`,
        ).join('\n'),
      ],
    ]),
}

function python(shapes: Readonly<Record<string, readonly [string, string, string, string]>>): Files {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`app/${name}.py`, bounded(shape, 200_000)]))
}

function pythonOf(names: readonly string[], bytes: number): Files {
  const all = { ...GRAMMAR.nesting, ...GRAMMAR.repeating }
  return Object.fromEntries(names.flatMap((name) => (all[name] ? [[`app/${name}.py`, bounded(all[name], bytes)]] : [])))
}

function workflows(files: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) => [
      [`.github/workflows/${name}.yml`, text],
      [name === 'laughs' ? 'docker-compose.yml' : `deploy/${name}.yaml`, text],
    ]),
  )
}

function laughs(levels: number, width: number): string {
  const names = 'abcdefghijkl'
  const lines = [`a: &a [${'x, '.repeat(width)}x]`]
  for (let at = 1; at < levels; at += 1)
    lines.push(`${names[at]}: &${names[at]} [${`*${names[at - 1]}, `.repeat(width)}*${names[at - 1]}]`)
  return `${lines.join('\n')}\nz: *${names[levels - 1]}\n`
}

/** Patterns that owners write and that are matched against paths: many wildcards, one path that nearly fits. */
function slowPatterns(): Files {
  const stars = `${'*a'.repeat(25)}b`
  const folders = `${'**/a/'.repeat(20)}b`
  return {
    '.gitignore': `${stars}\n${folders}\n${'*a*'.repeat(60)}z\n${'[a-z]*'.repeat(30)}0\n`,
    '.dockerignore': `${stars}\n${folders}\n`,
    '.gitattributes': `${stars} export-ignore\n${folders} linguist-vendored\n`,
    CODEOWNERS: `${stars} @a/b\n${folders} @a/b\n`,
    'pyproject.toml': `[project]\nname = "x"\n[tool.ruff]\nexclude = ["${stars}", "${folders}", "{${'a,'.repeat(500)}b}"]\n[tool.coverage.run]\nomit = ["${stars}"]\n[tool.airworthy]\nexclude = ["${stars}", "${folders}"]\n[tool.ruff.lint.per-file-ignores]\n"${stars}" = ["E"]\n"${folders}" = ["F"]\n`,
    'app/links.py': `open("${'a'.repeat(200)}")\n`,
    'README.md': `# X\n\nSee [a](${'a'.repeat(240)}), [b](${'a/'.repeat(60)}x) and \`${'a'.repeat(240)}.py\`.\n\n    python ${'a'.repeat(240)}.py\n`,
    Dockerfile: `FROM python:3.12\nCOPY ${'a'.repeat(240)} ${'a/'.repeat(60)}c /x/\nCOPY ${'*a'.repeat(30)} /x/\nCMD ["python", "${'a'.repeat(230)}.py"]\n`,
  }
}

function pathsForPatterns(): Files {
  return {
    [`${'a'.repeat(250)}.py`]: 'import os\n',
    [`${'a/'.repeat(60)}c.py`]: 'import os\n',
    [`app/${'a'.repeat(250)}/x.py`]: 'import os\n',
  }
}

function invalidText(): Files {
  const bytes = (...values: number[]) => new Uint8Array(values)
  const utf16 = (text: string, mark: boolean) =>
    new Uint8Array([...(mark ? [0xff, 0xfe] : []), ...Buffer.from(text, 'utf16le')])
  const swapped = (text: string) => new Uint8Array([0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()])
  const broken = Buffer.from('x = "\xff\xfe\xc3\x28 \xed\xa0\x80"\n', 'latin1')
  return {
    'app/broken.py': broken,
    'app/utf16.py': utf16('x = 1\n', true),
    'app/utf16-odd.py': new Uint8Array([...utf16('x = 1\n', true), 0x61]),
    'app/utf16-unmarked.py': utf16('x = 1\n', false),
    'app/utf16-big.py': swapped('x = 1\n'),
    'app/nul.py': 'x = 1\0\n',
    'app/nuls.py': new Uint8Array(500_000),
    'app/cookie.py': '# -*- coding: no-such-codec -*-\nx = 1\n',
    'app/utf7.py': '# coding: utf-7\nx = 1\n',
    'app/surrogate.py': 'x = "\\ud800"\ny = "\ud800"\n',
    'pyproject.toml': broken,
    'setup.cfg': utf16('[metadata]\nname = x\n', false),
    'requirements.txt': swapped('fastapi==0.115.0\n'),
    'README.md': utf16('# X\n', false),
    '.env': bytes(0, 1, 2, 3, 255),
    '.github/workflows/ci.yml': utf16('on: push\n', true),
    'Dockerfile.odd': bytes(0xef, 0xbb, 0xbf, 0x46, 0xff),
    'package.json': bytes(0xef, 0xbb, 0xbf, 0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d),
  }
}

/** The marks wherever a check quotes what it found. */
function nastyEvidence(): Files {
  const word = NASTY_WORD
  const toml = JSON.stringify(NASTY).replaceAll('\u007f', '\\u007F')
  return {
    [`app/${word.replaceAll('/', '')}.py`]: `import os\n\n\ndef f(x):\n    try:\n        return eval(x)  # ${word}\n    except:\n        pass\n`,
    'app/routes.py': `from fastapi import FastAPI\nimport os, logging\napp = FastAPI()\n\n\n@app.get("/${word}")\ndef f(x):\n    print("${word}")\n    logging.info("${word}")\n    os.environ["${word}"]\n    return open("${word}")\n`,
    'app/secrets.py': `PASSWORD = "hunter2${word}"\nAWS = "AKIAIOSFODNN7EXAMPLE${word}"\nDATABASE_URL = "postgres://user:pa55word@host/${word}"\n`,
    'pyproject.toml': `[project]\nname = ${toml}\ndescription = ${toml}\ndependencies = [${toml}, "fastapi"]\n[tool.airworthy]\nkind = ${toml}\nexclude = [${toml}]\n[tool.airworthy.exempt]\ntesting = ${toml}\n${toml} = ${toml}\n`,
    'requirements.txt': `${word}==1\n-r ${word}\nfastapi${word}>=1\n`,
    '.github/workflows/ci.yml': `name: ${JSON.stringify(NASTY)}\non: push\njobs:\n  ${JSON.stringify(word)}:\n    runs-on: x\n    steps:\n      - uses: ${JSON.stringify(`${word}/a@main`)}\n      - run: ${JSON.stringify(`pytest ${word} || true`)}\n      - run: ${JSON.stringify(`bandit ${word}`)}\n`,
    Dockerfile: `FROM ${word}:latest\nCOPY ${word} /x\nRUN pip install ${word}\nUSER ${word}\nCMD ["flask", "run", "${word}"]\n`,
    'docker-compose.yml': `services:\n  ${JSON.stringify(word)}:\n    image: x\n    command: ${JSON.stringify(`gunicorn ${word}`)}\n`,
    Procfile: `web: flask run ${word}\n`,
    'README.md': `# ${word}\n\n[x](${word}) \`${word}.py\`\n\n    python ${word}.py\n`,
    '.pre-commit-config.yaml': `repos:\n- repo: ${JSON.stringify(word)}\n  hooks:\n  - id: ${JSON.stringify(word)}\n`,
    '.env': `SECRET_KEY=${word}abcdef0123456789\n`,
    [`${word.replaceAll('/', '')}/pyproject.toml`]: '[project]\nname = "b"\n',
    [`${word.replaceAll('/', '')}/main.py`]: 'import os\n'.repeat(60),
  }
}

/** The honest service, with an attack in it that may replace some of its files. */
export function withHonest(files: Files): Files {
  return { ...HONEST, ...files }
}
