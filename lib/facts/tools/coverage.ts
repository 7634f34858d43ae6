import { type Document, textAt, textsAt, valueAt } from '../document'
import type { FilesFact, ToolsFact } from '../facts'
import { parseIni } from '../ini'

type Threshold = ToolsFact['coverageThreshold']

const COMMAND_FILE =
  /(?:^|\/)(?:Makefile|makefile|GNUmakefile|justfile|Justfile|Taskfile\.ya?ml|noxfile\.py|tox\.ini|setup\.cfg|pytest\.ini|\.gitlab-ci\.yml|\.travis\.yml|Jenkinsfile|azure-pipelines[^/]*\.ya?ml)$|^\.github\/(?:workflows|actions)\/.*\.ya?ml$|^\.circleci\/config\.yml$|(?:^|\/)[^/]+\.sh$|^(?:scripts|bin)\/[^/.]+$/
const FLAG = /(?:--cov-fail-under|--fail-under|--minimum-coverage)[=\s]+(\d{1,3}(?:\.\d{1,4})?)/

/** The bar under which coverage fails: coverage.py's `fail_under`, pytest-cov's flag in options or commands. */
export function coverageThreshold(
  files: FilesFact,
  folders: readonly string[],
  pyprojects: ReadonlyMap<string, Document>,
): Threshold {
  for (const folder of folders) {
    const at = (name: string) => (folder === '' ? name : `${folder}/${name}`)
    const found = inPyproject(at('pyproject.toml'), pyprojects) ?? inIni(at, files)
    if (found) return found
  }
  for (const { path } of files.all) {
    if (!COMMAND_FILE.test(path)) continue
    const lines = (files.text(path) ?? '').slice(0, 200_000).split('\n')
    for (const [index, line] of lines.entries()) {
      const percent = /\b(?:cov|coverage|pytest)\b/.test(line) ? FLAG.exec(line)?.[1] : undefined
      if (percent !== undefined && !/^\s*#/.test(line)) return { percent: Number(percent), path, line: index + 1 }
    }
  }
  return null
}

function inPyproject(path: string, pyprojects: ReadonlyMap<string, Document>): Threshold {
  const document = pyprojects.get(path)
  if (!document) return null
  const bar = valueAt(document.value, 'tool', 'coverage', 'report', 'fail_under')
  if (typeof bar === 'number') {
    return { percent: bar, path, line: document.lineOf(['tool', 'coverage', 'report', 'fail_under']) ?? 1 }
  }
  for (const table of [
    ['tool', 'pytest', 'ini_options'],
    ['tool', 'pytest'],
  ]) {
    const options = textsAt(document.value, ...table, 'addopts').join(' ')
    const percent = FLAG.exec(options)?.[1]
    if (percent !== undefined)
      return { percent: Number(percent), path, line: document.lineOf([...table, 'addopts']) ?? 1 }
  }
  return null
}

function inIni(at: (name: string) => string, files: FilesFact): Threshold {
  const places: readonly (readonly [string, string, string])[] = [
    ['.coveragerc', 'report', 'fail_under'],
    ['setup.cfg', 'coverage:report', 'fail_under'],
    ['tox.ini', 'coverage:report', 'fail_under'],
    ['pytest.ini', 'pytest', 'addopts'],
    ['setup.cfg', 'tool:pytest', 'addopts'],
    ['tox.ini', 'pytest', 'addopts'],
  ]
  for (const [name, section, key] of places) {
    const text = files.text(at(name))
    if (text === null) continue
    const document = parseIni(text)
    const value = textAt(document.value, section, key) ?? ''
    const percent = key === 'fail_under' ? /^\d{1,3}(?:\.\d+)?/.exec(value)?.[0] : FLAG.exec(value)?.[1]
    if (percent !== undefined)
      return { percent: Number(percent), path: at(name), line: document.lineOf([section, key]) ?? 1 }
  }
  return null
}
