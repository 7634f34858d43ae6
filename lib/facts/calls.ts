import { firstFitting, perText } from '@/lib/python/per-text'
import type { CallRecord } from '@/lib/python/record'
import { inProcess } from './calls/in-process'
import { isClient, OUTBOUND } from './calls/names'
import { DATABASE } from './calls/names.data'
import type { PythonModule } from './facts'
import { oncePer } from './once-per'

export interface FoundCall {
  readonly module: PythonModule
  readonly call: CallRecord
  readonly what: string
}

/** A browser that is handed in: `def load(driver, url): driver.get(url)`. */
const DRIVER = /^(?:[\w.]{1,80}[._])?(?:driver|browser)(?:\(\))?\.get$/
const BROWSERS = ['selenium', 'seleniumwire', 'undetected_chromedriver', 'appium']
const LOCAL_FILE = /^sqlite/i
/** A method of a piece of what came back, such as `client.decrypt()['Plaintext'].decode`. */
const OF_AN_ANSWER = /\(\)\[\]/

/** What is done with a client and asks nobody anything. */
const KEEPS_HOUSE = /\(\)\.(?:a?close|clear|is_closed|build_request|mount|headers|cookies)$/

const outbound = firstFitting(OUTBOUND)
const isOfClient = perText(isClient)
const isOfDriver = perText((callee) => DRIVER.test(callee))
const asksNobody = perText((callee) => OF_AN_ANSWER.test(callee) || KEEPS_HOUSE.test(callee))

/** Outbound calls of the modules given, in order. A database that is a local SQLite file is none. */
export const outboundCalls = oncePer(findOutbound)

function findOutbound(modules: readonly PythonModule[]): readonly FoundCall[] {
  const own = new Set(modules.flatMap(({ name, path }) => [rootOf(name), rootOf(path.replaceAll('/', '.'))]))
  return modules.flatMap((module) => {
    const foreign = new Set(
      module.record.imports.flatMap(({ module: name, level }) => (level > 0 ? [] : [rootOf(name)])),
    )
    const staysInside = inProcess(module.record)
    const drives = BROWSERS.some((name) => foreign.has(name))
    const isForeign = (root: string) => foreign.has(root) && !own.has(root)
    const found: FoundCall[] = []
    for (const call of module.record.calls) {
      const { callee } = call
      const what =
        outbound(callee) ??
        (isOfClient(callee) && isForeign(rootOf(callee)) ? 'a service by its client' : null) ??
        (drives && isOfDriver(callee) ? 'pages of other servers' : null)
      if (!what || asksNobody(callee) || staysInside(call)) continue
      const first = call.args[0]
      if (what === DATABASE && first?.kind === 'string' && LOCAL_FILE.test(first.value)) continue
      found.push({ module, call, what })
    }
    return found
  })
}

function rootOf(dotted: string): string {
  const end = dotted.indexOf('.')
  return end < 0 ? dotted : dotted.slice(0, end)
}

const LOCAL_IO =
  /^(?:open|io\.open|codecs\.open|aiofiles\.open|pathlib\.Path\(\)\.(?:open|read_text|read_bytes|write_text|write_bytes)|os\.(?:remove|rename|makedirs|mkdir|listdir|unlink|replace|walk|scandir)|shutil\.\w+|subprocess\.(?:run|Popen|call|check_call|check_output)|asyncio\.create_subprocess_\w+|os\.(?:system|popen)|socket\.socket|sqlite3\.connect|json\.loads?|yaml\.(?:safe_load|load|full_load)|tomllib\.loads?|csv\.(?:reader|DictReader)|pickle\.loads?|xml\.etree\.ElementTree\.\w+|zipfile\.ZipFile|tarfile\.open|configparser\.\w+\(\)\.read|pandas\.read_\w+)$/

const isLocal = perText((callee) => LOCAL_IO.test(callee))

/** Calls that can fail for a reason outside the code: files, processes, parsing, network. */
export function riskyCalls(modules: readonly PythonModule[]): readonly FoundCall[] {
  const local = modules.flatMap((module) =>
    module.record.calls.filter(({ callee }) => isLocal(callee)).map((call) => ({ module, call, what: call.callee })),
  )
  return [...outboundCalls(modules), ...local]
}
