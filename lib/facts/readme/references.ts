import type { FilesFact } from '../facts'
import { resolveIn } from '../paths'
import type { Place } from './place'

/** What commands name that must be in the repository: files, and folders where `folder` says so. */
const REFERENCES: readonly RegExp[] = [
  /\bpip[\d.]* install (?:\S+ ){0,8}?(?:-r|--requirement)[ =]?([\w./-]+)(?= |$)/,
  /^(?:python[\d.]*|py) (?:-[uBO] )?([\w./-]+\.py)\b/,
  /^(?:ba|z)?sh ([\w./-]+\.sh)\b/,
  /^(\.\/[\w./-]+\.(?:sh|py))\b/,
  /^(?:node|k6 run|deno run|bats) ([\w./-]+\.(?:[cm]?js|ts|bats))\b/,
  /^(?:cp|mv|copy|ren|rename) (?:-\w+ )?(\.?[\w./-]*(?:env|conf|config|settings|secrets)[\w./-]*(?:example|sample|template|dist)[\w.-]*) /,
  /^(?:cp|mv|copy|ren|rename) (?:-\w+ )?([\w./-]*(?:example|sample|template)[\w.-]*\.(?:env|ya?ml|toml|json|ini|cfg|py)) /,
  /^docker(?:-| )compose (?:-f|--file)[ =]([\w./-]+\.ya?ml)/,
  /^docker (?:buildx )?build (?:\S+ ){0,8}?(?:-f|--file)[ =]([\w./-]+)(?= |$)/,
  /^conda env create .*(?:-f|--file)[ =]([\w./-]+\.ya?ml)/,
  /^streamlit run ([\w./-]+\.py)\b/,
  /^(?:fastapi (?:run|dev)|flask --app) ([\w./-]+\.py)\b/,
  /^jupyter[ -](?:notebook|lab) ([\w./-]+\.ipynb)\b/,
]
/** `Copy .env.sample to .env`, said rather than written as a command. */
const SAID =
  /\b(?:copy|rename|duplicate) (?:the )?(?:(?:file|template|example) )?["'`]?(\.?[\w./-]*(?:env|config|settings)[\w./-]*)["'`]? (?:file )?(?:to|as|into|in)\b/i
const TEMPLATE = /example|sample|template|dist|default/i
const SERVER =
  /^(?:uvicorn|gunicorn|hypercorn|granian|daphne) (?:\S+ ){0,12}?([A-Za-z_][\w.]*):[A-Za-z_]\w*(?:\(\))?(?= |$)/
const MODULE = /^(?:python[\d.]*|py) -m ([A-Za-z_]\w*(?:\.\w+){1,8})(?= |$)/
const RUNNER = /^(?:uv|poetry|pdm|pipenv|hatch|rye|pixi) run (?:--?[\w-]+ ){0,3}/

/** The file that a command names and that is not there. */
export function missingFile(command: string, place: Place, files: FilesFact): string | null {
  const text = command.replace(RUNNER, '')
  for (const pattern of REFERENCES) {
    const file = pattern.exec(text)?.[1]
    if (!file || isPlaceholder(file)) continue
    // A template is there to be copied: one that git ignores reaches nobody.
    if (!TEMPLATE.test(file) && files.ignoredByGit(file.replace(/^\.\//, ''))) continue
    if (!existsAt(file, place, files) || !existsSomewhere(file, files)) return file
  }
  return missingModule(text, files)
}

/** The template that a sentence has the reader copy and that is not there. */
export function missingTemplate(sentence: string, files: FilesFact): string | null {
  const file = SAID.exec(sentence.slice(0, 2_000))?.[1]
  if (!file || !TEMPLATE.test(file) || !file.includes('.') || isPlaceholder(file)) return null
  return existsSomewhere(file, files) ? null : file
}

/** `uvicorn app.main:app` and `python -m app.main` where no such module is; of the latter only below a folder that is here. */
function missingModule(text: string, files: FilesFact): string | null {
  const served = SERVER.exec(text)?.[1]
  const dotted = served ?? MODULE.exec(text)?.[1]
  if (!dotted || isPlaceholder(`${dotted}.`)) return null
  const wanted = dotted.replaceAll('.', '/')
  const first = dotted.split('.')[0] ?? ''
  const isHere = files.all.some(({ path }) => path.startsWith(`${first}/`) || path.includes(`/${first}/`))
  if (!isHere && (served === undefined || dotted.includes('.'))) return null
  const names = [`${wanted}.py`, `${wanted}/__init__.py`, `${wanted}/__main__.py`]
  const found = files.all.some(({ path }) => names.some((name) => path === name || path.endsWith(`/${name}`)))
  return found ? null : `${wanted}.py`
}

/** Only asked where `cd` led into a folder of the repository; the clone may have the name of a folder in it. */
function existsAt(file: string, { folder, cloned }: Place, files: FilesFact): boolean {
  if (folder === null || folder === '') return true
  const found = [folder, ...(cloned ? [] : [''])].map((base) => resolveIn(base, file))
  return found.some((path) => path === null || files.has(path))
}

function existsSomewhere(file: string, files: FilesFact): boolean {
  const wanted = file.replace(/^(?:\.{1,2}\/)+/, '').replace(/^.*\/\.\.\//, '')
  // The first folder may be the clone itself: `pip install -r depot/requirements.txt`.
  const inClone = wanted.replace(/^[^/]+\//, '')
  return files.all.some(({ path }) => path === wanted || path === inClone || path.endsWith(`/${wanted}`))
}

function isPlaceholder(file: string): boolean {
  return (
    /(?:^|\/)(?:your|my|path|file|script|example|foo|bar|some|test|main_?file|filename)[\w-]*[./]/i.test(file) ||
    /path\/to/.test(file)
  )
}
