import type { Evidence, Facts, LaunchCommand, PythonModule } from '../facts'

export type KindFacts = Pick<
  Facts,
  'files' | 'python' | 'dependencies' | 'routes' | 'launch' | 'readme' | 'ci' | 'project'
>

export interface Sign {
  readonly what: string
  readonly evidence: Evidence
}

interface Pattern {
  readonly name: RegExp
  readonly what: string
}

const WORKERS: readonly Pattern[] = [
  { name: /^celery(?:\.app)?(?:\.base)?\.Celery$|^celery\.shared_task$/, what: 'Celery' },
  { name: /^dramatiq\.actor$/, what: 'Dramatiq' },
  { name: /^rq(?:\.\w+)*\.(?:Worker|SimpleWorker)$|^django_rq\.job$/, what: 'RQ' },
  { name: /^huey(?:\.\w+)*\.\w*Huey$/, what: 'Huey' },
  {
    name: /^(?:taskiq(?:_\w+)?(?:\.\w+)*\.\w*Broker|faststream(?:\.\w+)*\.(?:FastStream|\w+Broker)|procrastinate\.App|saq\.Queue|arq\.(?:worker\.)?run_worker|arq\.cron)$/,
    what: 'a task queue',
  },
  { name: /^(?:kafka|aiokafka|confluent_kafka)(?:\.\w+)*\.\w*Consumer$/, what: 'a Kafka consumer' },
  { name: /(?:^pika\..*|\.)(?:basic_consume|start_consuming)$/, what: 'an AMQP consumer' },
  { name: /^apscheduler\.schedulers\.\w+\.\w*Scheduler$/, what: 'APScheduler' },
  { name: /^schedule\.(?:every|run_pending|Scheduler)$/, what: 'schedule' },
  { name: /^temporalio\.worker\.Worker$|^faust\.App$|^nameko\.\w+/, what: 'a worker framework' },
]
const LOOPS = WORKERS.filter(({ what }) => /consumer$|^APScheduler$|^schedule$/.test(what))
const BOTS: readonly Pattern[] = [
  {
    name: /^(?:discord|nextcord|disnake)(?:\.\w+)*\.(?:Client|Bot|AutoShardedBot|AutoShardedClient)$|^pydis_core\.BotBase$|^interactions\.Client$/,
    what: 'a Discord bot',
  },
  {
    name: /^telegram\.ext\.(?:Application|ApplicationBuilder|Updater|Application\.builder)$|^aiogram(?:\.\w+)*\.Dispatcher$|^telebot(?:\.\w+)*\.(?:Async)?TeleBot$|^(?:pyrogram|telethon)(?:\.\w+)*\.(?:Client|TelegramClient)$/,
    what: 'a Telegram bot',
  },
  { name: /^slack_bolt(?:\.\w+)*\.(?:Async)?App$|^slack_bolt\..*SocketModeHandler$/, what: 'a Slack bot' },
  {
    name: /^(?:twitchio|irc|slixmpp|nio)(?:\.\w+)*\.(?:Bot|Client|ClientXMPP|AsyncClient|SingleServerIRCBot)$/,
    what: 'a chat bot',
  },
]
const PIPELINES: readonly Pattern[] = [
  { name: /^airflow(?:\.\w+)*\.DAG$|^airflow\.(?:decorators|sdk)\.dag$/, what: 'an Airflow DAG' },
  { name: /^prefect(?:\.\w+)*\.flow$/, what: 'a Prefect flow' },
  { name: /^dagster\.(?:Definitions|job|asset|repository)$/, what: 'Dagster definitions' },
  { name: /^luigi\.(?:Task|build|run)$|^luigi\.\w+\.\w*Task$/, what: 'Luigi tasks' },
]
const SCRAPERS: readonly Pattern[] = [
  { name: /^scrapy(?:\.\w+)*\.(?:Spider|CrawlSpider|XMLFeedSpider)$/, what: 'Scrapy spiders' },
]
const COMMAND_LINES: readonly Pattern[] = [
  { name: /^(?:click|rich_click|asyncclick)\.(?:command|group)$/, what: 'click' },
  { name: /^typer\.(?:Typer|run)$/, what: 'Typer' },
  { name: /^argparse\.ArgumentParser$|^(?:configargparse|jsonargparse)\.\w*ArgumentParser$/, what: 'argparse' },
  {
    name: /^(?:fire\.Fire|docopt\.docopt|cyclopts\.\w+|plac\.call|cleo\.\w+|cliff\.\w+|cement\.\w+|optparse\.OptionParser|getopt\.getopt|invoke\.Program|textual\.app\.App)/,
    what: 'a command-line parser',
  },
]

export function workerSigns(modules: readonly PythonModule[]): readonly Sign[] {
  return find(modules, WORKERS, 'Sets up')
}

/** Consumers, bots, crawlers and schedulers: what keeps running by itself, unlike a queue that a web application fills. */
export function longRunningSigns(modules: readonly PythonModule[]): readonly Sign[] {
  return [...find(modules, LOOPS, 'Runs'), ...botSigns(modules), ...scraperSigns(modules)]
}

export function botSigns(modules: readonly PythonModule[]): readonly Sign[] {
  return find(modules, BOTS, 'Runs')
}

export function pipelineSigns(modules: readonly PythonModule[]): readonly Sign[] {
  return find(modules, PIPELINES, 'Defines')
}

export function scraperSigns(modules: readonly PythonModule[]): readonly Sign[] {
  return find(modules, SCRAPERS, 'Defines')
}

export function commandLineSigns(modules: readonly PythonModule[]): readonly Sign[] {
  const menus = modules.flatMap(({ path, record }) => {
    const prompt = record.calls.find(({ callee, inLoop }) => callee === 'input' && inLoop)
    return prompt ? [{ what: 'a menu', evidence: { path, line: prompt.line, note: 'Asks its user in a loop.' } }] : []
  })
  return [...find(modules, COMMAND_LINES, 'Reads its command line by'), ...menus]
}

function find(modules: readonly PythonModule[], patterns: readonly Pattern[], verb: string): Sign[] {
  return modules.flatMap(({ path, record }) => {
    const used = [
      ...record.calls.map(({ callee, line }) => ({ name: callee, line })),
      ...record.functions.flatMap(({ decorators }) => decorators.map(({ name, line }) => ({ name, line }))),
      ...record.classes.flatMap(({ bases, line }) => bases.map((name) => ({ name, line }))),
    ]
    const found = new Map<string, Sign>()
    for (const { name, line } of used) {
      const what = patterns.find((pattern) => pattern.name.test(name))?.what
      if (what && !found.has(what)) found.set(what, { what, evidence: { path, line, note: `${verb} ${what}.` } })
    }
    return [...found.values()]
  })
}

/** Start commands that ship: not typed by a reader, not only there in code, not for development or another project. */
export function shippedCommands({ launch, project }: Pick<KindFacts, 'launch' | 'project'>): readonly LaunchCommand[] {
  const isElsewhere = ({ source, entry, evidence }: LaunchCommand) =>
    project.path !== '' && source !== 'compose' && entry === null && !evidence.path.startsWith(`${project.path}/`)
  return launch.commands.filter(
    (command) =>
      !command.development && !['readme', 'code', 'console-script'].includes(command.source) && !isElsewhere(command),
  )
}

/**
 * Many folders side by side that have nothing to do with each other, nothing of it started by what ships: what one of
 * them does is not what it all is.
 */
export function isCollection(facts: KindFacts): boolean {
  const modules = facts.python.application.filter(({ path }) => path.includes('/'))
  const top = (path: string) => path.split('/', 1)[0]
  const folders = new Set(modules.map(({ path }) => top(path)))
  if (
    folders.size < 5 ||
    ROOT_MANIFESTS.some((path) => facts.files.has(path) && facts.dependencies.package?.path === path)
  )
    return false
  if (shippedCommands(facts).some(({ entry, source }) => entry !== null && source !== 'script')) return false
  const crossing = modules.filter(({ path, imports }) =>
    imports.some((target) => target.includes('/') && top(target) !== top(path)),
  )
  const programs = modules.filter(isProgram)
  return crossing.length * 20 <= modules.length && programs.length * 5 >= modules.length
}

/** Run by itself: it has a main guard, or prints and asks as it is read. */
export function isProgram({ record }: PythonModule): boolean {
  return (
    record.mainGuard !== null ||
    record.calls.some(({ scope, callee }) => scope === null && /^(?:print|input)$/.test(callee))
  )
}

const ROOT_MANIFESTS = ['pyproject.toml', 'setup.py', 'setup.cfg']

const MODELLING = new Set(
  'torch tensorflow keras sklearn xgboost lightgbm catboost transformers jax flax torchvision pytorch_lightning lightning statsmodels matplotlib seaborn pandas numpy scipy cv2 datasets plotly'.split(
    ' ',
  ),
)

/** 0 to 1: modules that import a library of data science. */
export function modellingShare(modules: readonly PythonModule[]): number {
  const real = modules.filter(({ record }) => record.codeLines > 3)
  const modelling = real.filter(({ record }) =>
    record.imports.some(({ module, level }) => level === 0 && MODELLING.has(module.split('.')[0] ?? '')),
  )
  return real.length === 0 ? 0 : modelling.length / real.length
}

/** Code blocks of the README that import the project's own packages. */
export function shownImports(facts: KindFacts): KindFacts['readme']['codeBlocks'] {
  const names = importNames(facts)
  return facts.readme.codeBlocks.filter(({ text }) =>
    names.some((name) => new RegExp(`^[ \\t]*(?:>>> )?(?:from|import)\\s+${name}\\b`, 'm').test(text.slice(0, 5_000))),
  )
}

/** Top-level packages of the application. */
function importNames({ python }: KindFacts): string[] {
  const names = python.application
    .filter(({ path }) => path.endsWith('/__init__.py'))
    .map(({ name }) => name.split('.')[0] ?? '')
  return [...new Set(names)].filter((name) => /^\w+$/.test(name)).slice(0, 20)
}
