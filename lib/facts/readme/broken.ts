import { COMPOSE } from '../dockerfiles/targets'
import type { Evidence, Facts } from '../facts'
import { type DocumentedCommand, documentedCommands, segments } from './commands'
import type { TextBlock } from './document'
import { placeReader, START } from './place'
import { readersFiles } from './readers-files'
import { missingFile, missingTemplate } from './references'

const MAX_COMMANDS = 500
const COMPOSES = /^docker(?:-| )compose (?:up|build|run|start)\b/

/** Commands of the README that name a file of the repository which does not exist: where they run, or else anywhere. */
export function brokenReferences(
  path: string,
  blocks: readonly TextBlock[],
  files: Facts['files'],
): readonly Evidence[] {
  const broken: Evidence[] = []
  const commands = documentedCommands(blocks.filter(({ kind }) => kind === 'code'))
  const targets = makeTargets(files)
  const hasMakefile = files.all.some(({ path: file }) => /(?:^|\/)(?:GNU|[\w-]*\.)?makefile|\.mk$/i.test(file))
  const hasCompose = files.all.some(({ path: file }) => COMPOSE.test(file))
  const { follow, leadsNowhere } = placeReader(path, files)
  const isReaders = readersFiles(blocks)
  let place = START
  let block = -1
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    if (command.block !== block) place = START
    block = command.block
    for (const text of segments(command.text)) {
      const found = missingFile(text, place, files)
      if (found && !isReaders(found, command))
        broken.push(note(path, command, `needs ${found}, which is not in the repository.`))
      const target = /^make ([a-z][\w-]*)\s*$/.exec(text)?.[1]
      if (target && !hasMakefile) broken.push(note(path, command, 'needs a Makefile, and there is none.'))
      else if (target && targets !== null && !targets.has(target))
        broken.push(note(path, command, 'names a target that the Makefile does not have.'))
      if (!hasCompose && COMPOSES.test(text))
        broken.push(note(path, command, 'needs a compose file, and there is none.'))
      if (leadsNowhere(place, text)) broken.push(note(path, command, 'enters a folder that is not in the repository.'))
      place = follow(place, text)
    }
  }
  return [...broken, ...said(path, blocks, files)].slice(0, 10)
}

function said(path: string, blocks: readonly TextBlock[], files: Facts['files']): Evidence[] {
  return blocks.flatMap(({ kind, text, line }) => {
    const file = kind === 'prose' ? missingTemplate(text, files) : null
    return file ? [{ path, line, note: `Has the reader copy ${file}, which is not in the repository.` }] : []
  })
}

function note(path: string, { text, line }: DocumentedCommand, what: string): Evidence {
  return { path, line, note: `\`${text.slice(0, 100)}\` ${what}` }
}

/** Includes others, or makes targets that are not written down. */
const GENERATES = /^-?include\b|^[^\t:#=%]*%.*:|^\$\([^)]*\).*:|^define\b|\$\(eval/s

/** Targets of the root Makefile; null when there is none or when it includes or generates others. */
function makeTargets(files: Facts['files']): ReadonlySet<string> | null {
  const text = files.text('Makefile') ?? files.text('makefile') ?? files.text('GNUmakefile')
  if (text === null || text.split('\n').some((line) => GENERATES.test(line))) return null
  const targets = [...text.matchAll(/^([^\t\n:#=]{1,300}):(?!=)/gm)].flatMap((match) =>
    (match[1] ?? '').trim().split(/\s+/),
  )
  return new Set(targets)
}
