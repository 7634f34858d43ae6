import { COMPOSE } from '../dockerfiles/targets'
import type { Evidence, Facts } from '../facts'
import { resolveIn } from '../paths'
import { type DocumentedCommand, segments } from './commands'
import { type Place, placeReader, START } from './place'

const REFERENCES: readonly RegExp[] = [
  /\bpip[\d.]* install (?:\S+ ){0,8}?(?:-r|--requirement)[ =]?([\w./-]+)(?= |$)/,
  /^(?:python[\d.]*|py) (?:-u )?([\w./-]+\.py)\b/,
  /^(?:ba)?sh ([\w./-]+\.sh)\b/,
  /^(\.\/[\w./-]+\.(?:sh|py))\b/,
  /^(?:node|k6 run|deno run|bats) ([\w./-]+\.(?:[cm]?js|ts|bats))\b/,
  /^cp (?:-\w+ )?(\.?[\w./-]*\.?env[\w.-]*(?:example|sample|template|dist)[\w.-]*) /,
  /^docker(?:-| )compose (?:-f|--file)[ =]([\w./-]+\.ya?ml)/,
  /^conda env create .*(?:-f|--file)[ =]([\w./-]+\.ya?ml)/,
]

const MAX_COMMANDS = 500
const COMPOSES = /^docker(?:-| )compose (?:up|build|run|start)\b/

/** Commands of the README that name a file of the repository which does not exist: where they run, or else anywhere. */
export function brokenReferences(
  path: string,
  commands: readonly DocumentedCommand[],
  files: Facts['files'],
): readonly Evidence[] {
  const broken: Evidence[] = []
  const targets = makeTargets(files)
  const hasMakefile = files.all.some(({ path: file }) => /(?:^|\/)(?:GNU|[\w-]*\.)?makefile|\.mk$/i.test(file))
  const hasCompose = files.all.some(({ path: file }) => COMPOSE.test(file))
  const follow = placeReader(path, files)
  let place = START
  let block = -1
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    if (command.block !== block) place = START
    block = command.block
    for (const text of segments(command.text)) {
      const found = missingFile(text, place, files)
      if (found) broken.push(note(path, command, `needs ${found}, which is not in the repository.`))
      const target = /^make ([a-z][\w-]*)\s*$/.exec(text)?.[1]
      if (target && !hasMakefile) broken.push(note(path, command, 'needs a Makefile, and there is none.'))
      else if (target && targets !== null && !targets.has(target))
        broken.push(note(path, command, 'names a target that the Makefile does not have.'))
      if (!hasCompose && COMPOSES.test(text))
        broken.push(note(path, command, 'needs a compose file, and there is none.'))
      place = follow(place, text)
    }
  }
  return broken.slice(0, 10)
}

function note(path: string, { text, line }: DocumentedCommand, what: string): Evidence {
  return { path, line, note: `\`${text.slice(0, 100)}\` ${what}` }
}

function missingFile(text: string, place: Place, files: Facts['files']): string | null {
  for (const pattern of REFERENCES) {
    const file = pattern.exec(text)?.[1]
    if (!file || files.ignoredByGit(file.replace(/^\.\//, '')) || isPlaceholder(file)) continue
    if (!existsAt(file, place, files) || !existsSomewhere(file, files)) return file
  }
  return null
}

/** Only asked where `cd` led into a folder of the repository; the clone may have the name of a folder in it. */
function existsAt(file: string, { folder, cloned }: Place, files: Facts['files']): boolean {
  if (folder === null || folder === '') return true
  const found = [folder, ...(cloned ? [] : [''])].map((base) => resolveIn(base, file))
  return found.some((path) => path === null || files.has(path))
}

function existsSomewhere(file: string, files: Facts['files']): boolean {
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

/** Targets of the root Makefile; null when there is none or when it includes or generates others. */
function makeTargets(files: Facts['files']): ReadonlySet<string> | null {
  const text = files.text('Makefile') ?? files.text('makefile') ?? files.text('GNUmakefile')
  if (text === null || /^-?include\b|^[^\t\n:#=]*%[^\n]*:|^\$\([^\n]*\)[^\n]*:|^define\b|\$\(eval/m.test(text))
    return null
  const targets = [...text.matchAll(/^([^\t\n:#=]{1,300}):(?!=)/gm)].flatMap((match) =>
    (match[1] ?? '').trim().split(/\s+/),
  )
  return new Set(targets)
}
