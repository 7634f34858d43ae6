import { parseArgs } from 'node:util'
import { AppError } from '@/lib/errors'

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | {
      readonly name: 'audit'
      readonly path: string
      readonly ref: string | null
      readonly json: boolean
      readonly failUnder: number | null
      readonly color: boolean
      readonly project: string | null
      /** A file of weights other than the standard ones. */
      readonly weights: string | null
      /** Files that are written beside what is printed. */
      readonly sarif: string | null
      readonly markdown: string | null
    }

export const HELP = `Audits a Python repository for production readiness, with evidence. Runs nothing of it.

Usage:
  airworthy audit PATH [options]

PATH is a folder: a plain one (every file counts) or a git checkout (tracked files, and
untracked ones that git does not ignore).

Options:
  --ref COMMIT      audit one commit from git's objects instead of the files on disk
  --project FOLDER  report one project of a monorepo
  --weights FILE    score by your own weights: JSON such as {"testing": 8, "readme": 0}
  --json            print the report as JSON on standard output
  --sarif FILE      also write the gaps as SARIF 2.1.0, for code scanning
  --markdown FILE   also write the report as Markdown, at the end of the file if there is one
  --fail-under N    exit with 1 when the score (0 to 100) is under N
  --no-color        no colours (also: NO_COLOR=1)
  --help            this text
  --version         the version

Exit codes: 0 done, 1 under the bar, 2 bad use or unreadable input.
`

/** Throws AppError `invalid-input` with a sentence for the person. */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv)
  if (values.help) return { name: 'help' }
  if (values.version) return { name: 'version' }
  const [name, path, ...rest] = positionals
  if (name === undefined) throw bad('No command was given.')
  if (name === 'help') return { name: 'help' }
  if (name !== 'audit') throw bad(`There is no command ${JSON.stringify(name)}.`)
  if (path === undefined) throw bad('No folder was given to audit.')
  if (rest.length > 0) throw bad('Only one folder can be audited at a time.')
  return {
    name: 'audit',
    path,
    ref: values.ref ?? null,
    json: values.json ?? false,
    failUnder: values['fail-under'] === undefined ? null : parseBar(values['fail-under']),
    color: !values['no-color'],
    project: values.project === undefined ? null : values.project.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, ''),
    weights: parseFile('weights', values.weights),
    sarif: parseFile('sarif', values.sarif),
    markdown: parseFile('markdown', values.markdown),
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ref: { type: 'string' },
        project: { type: 'string' },
        weights: { type: 'string' },
        json: { type: 'boolean' },
        sarif: { type: 'string' },
        markdown: { type: 'string' },
        'fail-under': { type: 'string' },
        'no-color': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
      },
    })
  } catch (error) {
    throw bad(error instanceof Error ? `${error.message.split('. ')[0]}.` : 'The arguments are not understood.')
  }
}

function parseBar(text: string): number {
  const bar = Number(text)
  if (text.trim() === '' || !(bar >= 0 && bar <= 100)) throw bad('--fail-under takes a number from 0 to 100.')
  return bar
}

function parseFile(option: string, path: string | undefined): string | null {
  if (path === '') throw bad(`--${option} takes the name of a file.`)
  return path ?? null
}

function bad(message: string): AppError {
  return new AppError('invalid-input', `${message} See: airworthy --help`)
}
