import type { FactInput } from './fact-input'
import type { Evidence, Facts, Kind, KindFact } from './facts'
import { cronInReadme } from './kind/clock'
import { judgePackage } from './kind/package'
import { commandLineSigns, isCollection, type KindFacts, modellingShare } from './kind/signals'
import { judgeUnparsed } from './kind/unparsed'
import { judgeWeb } from './kind/web'
import { judgeWorker } from './kind/worker'
import { folderOf } from './paths'
import { LEAST_CODE } from './roles'

const MAX_EVIDENCE = 8

interface Candidate {
  readonly kind: Kind
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/** What the repository mainly is, by the code, what starts it and how it is packaged. */
export function inferKind({ facts }: FactInput): KindFact {
  return asOwnerSays(readKind(facts), facts)
}

/** The owner knows best; what the code alone looks like stays beside it. */
function asOwnerSays(read: KindFact, { override }: Pick<Facts, 'override'>): KindFact {
  if (!override.kind || !override.path) return read
  const { kind, line } = override.kind
  const said = { path: override.path, line, note: `The owner says: ${kind}.` }
  const agreed = kind === read.kind
  return {
    kind,
    facets: [...new Set([read.kind, ...read.facets])].filter((each) => each !== kind && each !== 'none'),
    reason: agreed ? read.reason : `Set by ${override.path}. The code alone reads as ${read.kind}: ${read.reason}`,
    evidence: [said, ...read.evidence].slice(0, MAX_EVIDENCE),
  }
}

function readKind(facts: KindFacts): KindFact {
  const candidates = listCandidates(facts)
  const [first, ...others] = candidates
  if (!first) {
    const polls = judgePolling(facts)
    if (polls) return { kind: 'worker', facets: [], ...polls }
    const cron = isCollection(facts) ? null : cronInReadme(facts)
    if (cron) return { kind: 'worker', facets: [], reason: 'Its README has it started by the clock.', evidence: [cron] }
    return {
      kind: 'scripts',
      facets: [],
      reason: liesInPackages(facts)
        ? 'Modules that are run by hand: no command, no service and nothing to install.'
        : 'Loose scripts, no package and no service.',
      evidence: mainGuards(facts),
    }
  }
  const facets = [...new Set(others.map(({ kind }) => kind))].filter(
    (kind) => kind !== first.kind && kind !== 'scripts',
  )
  return { kind: first.kind, facets, reason: first.reason, evidence: unique(first.evidence).slice(0, MAX_EVIDENCE) }
}

/** Half of the code or more lies in folders with an `__init__.py`. */
function liesInPackages({ files, python }: KindFacts): boolean {
  const lines = (modules: typeof python.application) => modules.reduce((sum, { record }) => sum + record.codeLines, 0)
  const packaged = python.application.filter(
    ({ path }) => path.includes('/') && files.has(`${folderOf(path)}/__init__.py`),
  )
  return packaged.length > 0 && lines(packaged) * 2 >= lines(python.application)
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((each) => [`${each.path}:${each.line}`, each])).values()]
}

/** The first is what it is; the others are also true of it. */
function listCandidates(facts: KindFacts): readonly Candidate[] {
  const empty = judgeEmpty(facts)
  if (empty) return [empty]
  const unparsed = judgeUnparsed(facts)
  if (unparsed) return [unparsed]
  const web = judgeWeb(facts)
  const notebook = judgeNotebooks(facts)
  const worker = judgeWorker(facts, web.main)
  const packaged = judgePackage(facts)
  const command = judgeCommand(facts)
  const found: Candidate[] = []
  if (web.main) found.push({ kind: 'web-service', reason: web.reason, evidence: web.evidence })
  if (worker?.strong) found.push({ kind: 'worker', ...worker })
  if (notebook?.strong) found.push({ kind: 'notebook', ...notebook })
  if (packaged) found.push(packaged)
  if (worker && !worker.strong) found.push({ kind: 'worker', ...worker })
  if (notebook && !notebook.strong) found.push({ kind: 'notebook', ...notebook })
  if (command) found.push(command)
  if (web.present && !web.main) found.push({ kind: 'web-service', reason: web.reason, evidence: web.evidence })
  return found.length === 1 && web.present && !web.main
    ? [{ kind: 'scripts', reason: web.reason, evidence: web.evidence }]
    : found
}

function judgeEmpty({ files, python }: KindFacts): Candidate | null {
  const lines = Math.max(python.lines, files.roles.application?.lines ?? 0)
  const notebooks = files.notebooks.filter(({ role, codeLines }) => role !== 'vendored' && codeLines > 0)
  if (lines >= LEAST_CODE || notebooks.length > 0) return null
  const what = lines === 0 ? 'no line' : lines === 1 ? 'only one line' : `only ${lines} lines`
  return { kind: 'none', reason: `It holds ${what} of Python application code and no notebook.`, evidence: [] }
}

function judgeNotebooks({ files, python }: KindFacts): (Omit<Candidate, 'kind'> & { strong: boolean }) | null {
  const notebooks = files.notebooks.filter(({ role }) => role === 'application')
  const inNotebooks = notebooks.reduce((sum, { codeLines }) => sum + codeLines, 0)
  const modules = python.application.filter(({ path }) => path.endsWith('.py'))
  const inModules = modules.reduce((sum, { record }) => sum + record.codeLines, 0)
  if (inNotebooks > inModules) {
    const evidence = [...notebooks]
      .sort((a, b) => b.codeLines - a.codeLines)
      .slice(0, MAX_EVIDENCE)
      .map(({ path, codeCells }) => ({ path, note: `${codeCells} code cells.` }))
    return {
      strong: true,
      reason: `${notebooks.length} ${notebooks.length === 1 ? 'notebook holds' : 'notebooks hold'} ${inNotebooks} lines of code, modules ${inModules}.`,
      evidence,
    }
  }
  const share = modellingShare(modules)
  if (share < 0.25 || (share < 0.5 && notebooks.length === 0)) return null
  const guards = modules
    .filter(({ record }) => record.mainGuard)
    .map(({ path, record }) => ({ path, line: record.mainGuard?.line ?? 1, note: 'A script that is run by hand.' }))
  return {
    strong: false,
    reason: `${Math.round(share * 100)} % of its modules are data-science code.`,
    evidence: [...notebooks.map(({ path }) => ({ path, note: 'A notebook.' })), ...guards],
  }
}

/** One program with a command line or a menu, not many loose scripts. */
function judgeCommand(facts: KindFacts): Candidate | null {
  const { python } = facts
  const signs = commandLineSigns(python.application)
  const entries = new Set(signs.map(({ evidence }) => evidence.path))
  const guards = python.application.filter(({ record }) => record.mainGuard !== null)
  if (isCollection(facts)) return null
  if (
    !signs[0] ||
    (entries.size > 3 && guards.length > 3 && !facts.files.all.some(({ path }) => path.endsWith('/__main__.py')))
  )
    return null
  return {
    kind: 'cli',
    reason: `${signs[0].evidence.path} is a command line (${signs[0].what}).`,
    evidence: signs.map(({ evidence }) => evidence),
  }
}

const NETWORK =
  /^(?:requests|httpx|aiohttp|urllib3?(?:\.request)?|http\.client|websockets?|selenium|playwright|paho|tweepy|praw|ccxt|binance|boto3|smtplib|feedparser|curl_cffi)(?:\.|$)/
const SLEEPS = /^(?:time|asyncio|trio|anyio|gevent)\.sleep$/

/** A script that asks other servers again and again, with a pause between, runs by itself; a game only draws again. */
function judgePolling(facts: KindFacts): Omit<Candidate, 'kind'> | null {
  if (isCollection(facts)) return null
  const evidence = facts.python.application.flatMap(({ path, record }) => {
    if (!record.imports.some(({ module }) => NETWORK.test(module))) return []
    const loop = record.waits.find(({ line, endLine, scope }) =>
      record.calls.some(
        (call) => SLEEPS.test(call.callee) && call.scope === scope && call.line >= line && call.line <= endLine,
      ),
    )
    return loop ? [{ path, line: loop.line, note: 'Goes on for good, with a pause in each round.' }] : []
  })
  return evidence[0]
    ? {
        reason: `${evidence[0].path} runs in a loop of its own that does not end.`,
        evidence: evidence.slice(0, MAX_EVIDENCE),
      }
    : null
}

function mainGuards({ python }: KindFacts): Evidence[] {
  return python.application
    .flatMap(({ path, record }) =>
      record.mainGuard ? [{ path, line: record.mainGuard.line, note: 'Run as a script.' }] : [],
    )
    .slice(0, MAX_EVIDENCE)
}
