import type { Facts, PythonModule } from '@/lib/facts/facts'
import type { Value } from '@/lib/python/record'
import { type Input, inputAt } from './input-validation.part.input'
import type { Schemas } from './input-validation.part.schemas'

const PARSER =
  /^(?:argparse\.ArgumentParser|click\.(?:command|group|option|argument)|typer\.(?:Typer|run|Option|Argument)|docopt\.docopt|fire\.Fire|cyclopts\.\w+|tyro\.cli|jsonargparse\.\w+|configargparse\.\w+|plumbum\.cli\.\w+|absl\.flags\.\w+|optparse\.OptionParser|tap\.Tap|simple_parsing\.\w+)/
/** What a program adds for a parser of somebody else's. */
const CHANGES_ARGUMENTS = /^sys\.argv\.(?:append|extend|insert|remove|pop)$/
const FLAG = /^(?:store_true|store_false|store_const|append_const|count|version|help)$/

/** Command-line arguments through a typed parser, or raw from sys.argv. */
export function commandInputs({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  const given = python.application.flatMap(({ record }) => record.calls.flatMap((call) => argumentType(call) ?? []))
  const strings = given.filter((type) => type === 'string').length
  // A parser without a single type hands on text as it comes, but for its flags.
  const untyped = strings > given.length / 10 && !given.includes('typed')
  return python.application.flatMap((module) => {
    const { path } = module
    const line = parserLine(module)
    if (line !== null)
      return untyped && declaresArguments(module)
        ? [inputAt(path, line, 'arguments go through a parser that gives none of them a type', 'by-hand')]
        : [inputAt(path, line, 'arguments go through a parser', 'schema')]
    return rawArguments(module, schemas)
  })
}

/** Arguments that a worker is started with, where a parser declares them. */
export function startArguments({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  const parsers = new Set(python.application.filter((module) => parserLine(module) !== null).map(({ path }) => path))
  return commandInputs({ python }, schemas).filter(({ path }) => parsers.has(path))
}

function parserLine({ record }: PythonModule): number | null {
  const declared = [
    ...record.calls.filter(({ callee }) => PARSER.test(callee)),
    ...record.classes.filter(({ bases }) => bases.some((base) => PARSER.test(base))),
    ...record.functions.flatMap(({ decorators }) =>
      decorators.filter(
        ({ name }) => PARSER.test(name) || /typer\.Typer\(\)\.(?:command|callback)|\.command$/.test(name),
      ),
    ),
  ]
  return declared[0]?.line ?? null
}

function declaresArguments({ record }: PythonModule): boolean {
  return record.calls.some((call) => argumentType(call) !== null)
}

/** What argparse is told of one argument; null for any other call. */
function argumentType({
  callee,
  keywords,
}: {
  readonly callee: string
  readonly keywords: Readonly<Record<string, Value>>
}): 'typed' | 'flag' | 'string' | null {
  if (/\.add_mutually_exclusive_group$/.test(callee)) return 'typed'
  if (!/\.add_argument$/.test(callee)) return null
  const { action, type } = keywords
  if (keywords.choices || (type && !(type.kind === 'name' && type.value === 'str'))) return 'typed'
  if (type) return 'typed'
  if (action && action.kind !== 'string') return 'typed'
  return action && FLAG.test(action.value) ? 'flag' : 'string'
}

function rawArguments(module: PythonModule, schemas: Schemas): Input[] {
  const { record, path } = module
  // What it sets for a program that it runs is not given to it.
  if (record.calls.some(({ callee }) => /\.parse_(?:known_)?args$|^runpy\.run_(?:module|path)$/.test(callee))) return []
  const changed = new Set(record.calls.filter(({ callee }) => CHANGES_ARGUMENTS.test(callee)).map(({ line }) => line))
  const read = record.attributes.find(({ name, line }) => name === 'sys.argv' && !changed.has(line))
  if (!read) return []
  const fn = record.functions.find(({ qualifiedName }) => qualifiedName === read.scope)
  // They are handed to a parser that another module holds.
  if (fn && schemas.checks(module, fn) === 'schema') return []
  const checked = schemas.checksByHand(module, read.scope, read.line)
  return [inputAt(path, read.line, 'arguments are read from sys.argv', checked === 'no' ? 'no' : 'by-hand')]
}
