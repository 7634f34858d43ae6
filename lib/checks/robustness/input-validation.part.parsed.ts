import type { Facts, PythonModule } from '@/lib/facts/facts'
import type { CallRecord } from '@/lib/python/record'
import { type Input, inputAt } from './input-validation.part.input'
import type { Schemas } from './input-validation.part.schemas'

const PARSES =
  /^(?:json|json5|orjson|ujson|simplejson|msgpack|plistlib|anyconfig|ruamel\.yaml\.YAML\(\)|yaml|tomllib|tomli|toml|csv|xml\.etree\.ElementTree|xmltodict|configparser\.\w+\(\))\.(?:loads?|unpackb?|single_load|safe_load|full_load|DictReader|reader|parse|fromstring|read)$/
const PARSES_DOCUMENT =
  /^(?:bs4\.BeautifulSoup|lxml\.(?:html|etree)\.(?:fromstring|parse)|xlrd\.open_workbook|openpyxl\.load_workbook|feedparser\.parse)$/
/** What the program itself has just written. */
const MADE_HERE = /(?:^|\.)(?:to_json|dumps)$/
const OWN_FILE =
  /^(?:importlib\.resources\.\w+|importlib_resources\.\w+|pkgutil\.get_data|pkg_resources\.resource_\w+)$/

/** Where a library or notebook parses outside data itself; a file that it ships is none. */
export function parsedInputs({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  return python.application.flatMap((module) => {
    const { functions, calls } = module.record
    const ships = namesOwnFolder(module)
    const parses = calls.filter((call) => parsesOutsideData(call, ships))
    const seen = new Set<string | null>()
    return parses.flatMap(({ scope, line }): Input[] => {
      if (seen.has(scope)) return []
      seen.add(scope)
      const fn = functions.find(({ qualifiedName }) => qualifiedName === scope)
      if (fn && schemas.isPartOfSchema(module, fn)) return []
      const what = `${fn ? `${fn.name}()` : 'It'} parses outside data`
      return [
        inputAt(
          module.path,
          line,
          what,
          fn ? schemas.checksOrCallers(module, fn) : schemas.checksByHand(module, null, line),
        ),
      ]
    })
  })
}

/** `ships`: what the module opens is a file that comes with it. */
function parsesOutsideData({ callee, args: [given] }: CallRecord, ships: boolean): boolean {
  if (!PARSES.test(callee) && !PARSES_DOCUMENT.test(callee)) return false
  if (given?.kind === 'call' && MADE_HERE.test(given.callee)) return false
  return !ships || /\.(?:loads|fromstring)$/.test(callee)
}

/** It finds files beside its code: `Path(__file__).parent`. Changing where imports are looked for is another matter. */
function namesOwnFolder({ record }: PythonModule): boolean {
  const imports = new Set(record.calls.filter(({ callee }) => /^sys\.path\./.test(callee)).map(({ line }) => line))
  return record.calls.some(
    ({ callee, args, line }) =>
      OWN_FILE.test(callee) ||
      (!imports.has(line) && args.some((arg) => arg.kind === 'name' && arg.value === '__file__')),
  )
}
