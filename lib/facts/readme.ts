import type { FactInput } from './fact-input'
import type { Evidence, Facts, ReadmeFact } from './facts'
import { joinPath, resolveIn } from './paths'
import { brokenReferences } from './readme/broken'
import { builtPages } from './readme/built-pages'
import {
  type DocumentedCommand,
  documentedCommands,
  isInstallCommand,
  isRunCommand,
  isStartCommand,
} from './readme/commands'
import { findDescription } from './readme/description'
import { readBlocks, type TextBlock } from './readme/document'
import { opensNotebooks } from './readme/notebooks'
import { type TargetReader, targetReader } from './readme/targets'
import { countWords } from './readme/words'

const NAME = /^readme(?:\.(?:md|markdown|mdown|rst|txt|adoc|org))?$/i
const PLACES = ['', '.github/', 'docs/', 'doc/']
const USAGE_SECTION =
  /usage|using|use it|how to use|quick ?start|getting started|example|run(?:ning)?\b|how it works|tutorial|commands|cli\b|api\b|deploy|start|demo|try it|development|local|使用|用法|运行|運行|启动|使い方|実行|起動|사용|실행|\buso\b|utilis|verwendung|nutzung|использовани|запуск|kullanım|ejecu|execu[cç]/
const INSTALL_SECTION =
  /install|set-?up|getting started|quick ?start|requirement|prerequisit|development|build|deploy|running|docker|local|usage/
/** Where the keepers of the project read how to test or release it, rather than a stranger how to set it up. */
const KEEPERS_SECTION =
  /\btests\b|\btest suite\b|\btesting\b|\b(?:making|cutting|creating) (?:a |new )*releases?\b|\breleasing\b|\brelease process\b/
const SETS_UP = /install|set-?up|get(?:ting)? started|quick ?start|build|develop|contribut|deploy|usage|local/
const UNRENDERED = 'a template that was not rendered'
const TEMPLATES: readonly [RegExp, string][] = [
  [/To make it easy for you to get started with GitLab/i, "GitLab's new-project text"],
  [/One Paragraph of project description goes here/i, 'a README template that was not filled in'],
  [/bootstrapped with \[?Create React App/i, "Create React App's own text"],
  [/lorem ipsum dolor/i, 'placeholder text'],
  [/\{\{\s*cookiecutter\.|<!-- ?describe your project/i, UNRENDERED],
]
const DOCUMENT_LINK = /readthedocs|\/docs?\b|docs?\.|documentation|wiki|\.(?:md|rst)(?:#|$)|github\.io|manual|guide/i

/** Pages that say what the project is, as its README does. */
const OPENING_PAGE = /(?:^|\/)(?:index|readme|introduction|intro|overview)\.\w+$/i
const MAX_PAGES = 16
const DEPLOYS = /^make\s+deploy\b/

export function readReadme({ facts, repository }: FactInput): ReadmeFact {
  // A README of the whole repository names files of all its projects.
  const everything = repository?.facts.files ?? facts.files
  const candidates = findReadmes(facts).map((path) => readOne(path, facts, everything))
  return (
    candidates.reduce<ReadmeFact | null>(
      (best, next) => (best === null || parts(next) > parts(best) ? next : best),
      null,
    ) ?? { ...EMPTY, path: null }
  )
}

/** The README of a template itself may speak of its variables. */
function untouchedTemplate(text: string, files: Facts['files']): string | null {
  const isOfTemplate = files.has('cookiecutter.json')
  const found = TEMPLATES.find(([pattern]) => pattern.test(text.slice(0, 20_000)))?.[1] ?? null
  return found === UNRENDERED && isOfTemplate ? null : found
}

function parts({ description, install, usage }: ReadmeFact): number {
  return [description, install, usage].filter((part) => part !== null).length
}

function readOne(path: string, facts: Facts, everything: Facts['files']): ReadmeFact {
  const text = facts.files.text(path)
  if (text === null) return { ...EMPTY, path }
  const own = readBlocks(path, text)
  const pages = linkedPages(path, own, facts)
  const scripts = facts.dependencies.scripts.map(({ name }) => name)
  const packages = importNames(facts)
  const behind = targetReader(facts)
  const read = new Map([[path, own]])
  const find = (search: (page: string, blocks: readonly TextBlock[]) => Evidence | null) => {
    for (const page of [path, ...pages]) {
      const blocks = read.get(page) ?? readBlocks(page, facts.files.text(page) ?? '')
      read.set(page, blocks)
      const found = search(page, blocks)
      if (found) return found
    }
    return null
  }
  return {
    path,
    words: own.reduce((sum, { kind, text }) => sum + (kind === 'prose' || kind === 'code' ? countWords(text) : 0), 0),
    description: find((page, blocks) =>
      page === path || OPENING_PAGE.test(page) ? findDescription(page, blocks) : null,
    ),
    install:
      findInstall(path, own) ??
      registryLink(path, own, facts) ??
      find(findInstall) ??
      find((page, blocks) => findInstallBehind(page, blocks, behind)),
    usage:
      find((page, blocks) => findUsage(page, blocks, scripts, packages, behind)) ?? opensNotebooks(path, own, facts),
    links: documentLinks(path, own),
    broken: brokenReferences(path, own, everything),
    template: untouchedTemplate(text, facts.files),
    codeBlocks: own
      .filter((b) => b.kind === 'code')
      .map(({ language, text, line }) => ({ language: language ?? null, text, line })),
  }
}

const EMPTY = {
  words: 0,
  description: null,
  install: null,
  usage: null,
  links: [],
  broken: [],
  template: null,
  codeBlocks: [],
} as const

/** `README_AWS.md` and the like stand in for a README that is not there. */
const OTHER_NAME = /^readme[._-][\w.-]+\.(?:md|rst|txt)$/i

/** The README of the project's folder, and that of the repository, which stands for every project. */
function findReadmes({ files, project }: Facts): string[] {
  const own = project.path === '' ? null : firstReadme(files, [`${project.path}/`])
  const root = firstReadme(files, PLACES)
  return [own, root].filter((path) => path !== null)
}

function firstReadme(files: Facts['files'], folders: readonly string[]): string | null {
  for (const folder of folders) {
    const candidates = files.all.filter(({ path }) => path.startsWith(folder) && NAME.test(path.slice(folder.length)))
    const best = candidates.sort((a, b) => b.size - a.size)[0]
    if (best) return best.path
  }
  return files.all.find(({ path }) => OTHER_NAME.test(path) && folders.includes(''))?.path ?? null
}

/** Pages of the repository that the README links: what a stranger reads next. */
function linkedPages(readme: string, blocks: readonly TextBlock[], { files }: Facts): string[] {
  const targets = blocks.flatMap(({ kind, target }) => (kind === 'link' && target ? [target] : []))
  const paths = targets.flatMap((target) => {
    const inside = target.replace(/^https?:\/\/github\.com\/[^/]+\/[^/]+\/(?:blob|tree)\/[^/]+\//, '')
    if (/^[a-z]+:/i.test(inside)) return []
    const relative = inside.replace(/[#?].*/s, '').replace(/^\.?\//, '')
    return [resolveIn('', relative), joinPath(readme, relative)].filter(
      (path): path is string =>
        path !== null &&
        /\.(?:md|rst|txt)$/i.test(path) &&
        !/change|history|news|licen[cs]e/i.test(path) &&
        files.has(path),
    )
  })
  const linksDocumentation = blocks.some(
    ({ kind, target, text }) =>
      kind === 'link' && (DOCUMENT_LINK.test(target ?? '') || /documentation|\bdocs\b/i.test(text)),
  )
  const built = linksDocumentation ? builtPages(files) : []
  return [...new Set([...paths, ...built])].filter((path) => path !== readme).slice(0, MAX_PAGES)
}

function findInstall(path: string, blocks: readonly TextBlock[]): Evidence | null {
  const commands = documentedCommands(blocks).filter(isForStrangers)
  const found =
    commands.find(({ text, section }) => isInstallCommand(text) && INSTALL_SECTION.test(section)) ??
    commands.find(({ text }) => isInstallCommand(text))
  return found ? commandEvidence(path, found, 'Says how to install or set it up') : null
}

function isForStrangers({ section }: DocumentedCommand): boolean {
  return !KEEPERS_SECTION.test(section) || SETS_UP.test(section)
}

/** `make run-local`, behind which the images are built or the packages installed. */
function findInstallBehind(path: string, blocks: readonly TextBlock[], behind: TargetReader): Evidence | null {
  const found = documentedCommands(blocks)
    .filter(isForStrangers)
    .find(({ text }) => behind(text).some(isInstallCommand))
  return found ? commandEvidence(path, found, 'Says how to set it up') : null
}

function findUsage(
  path: string,
  blocks: readonly TextBlock[],
  scripts: readonly string[],
  packages: readonly string[],
  behind: TargetReader,
): Evidence | null {
  const commands = documentedCommands(blocks).filter(({ text }) => {
    const lines = behind(text)
    return [text, ...lines].some((line) => isRunCommand(line, scripts)) || (lines.length > 0 && DEPLOYS.test(text))
  })
  const command = commands.find(({ text }) => isStartCommand(text, scripts)) ?? commands[0]
  if (command) return commandEvidence(path, command, 'Says how to run it')
  const code = blocks.find(({ kind, language, text }) => {
    if (kind !== 'code' || !/^(?:|python|py|python3|pycon|pycon3|ipython)$/i.test(language ?? '')) return false
    return packages.some((name) => new RegExp(`(?:from|import)\\s+${name}\\b`).test(text.slice(0, 20_000)))
  })
  if (code) return { path, line: code.line, note: 'Shows how to use it in Python.' }
  const section = blocks.find(
    ({ kind, section }) => kind === 'code' && USAGE_SECTION.test(section) && !/install|test/.test(section),
  )
  return section ? { path, line: section.line, note: `Shows how to use it under "${section.section}".` } : null
}

function commandEvidence(path: string, { text, line }: DocumentedCommand, note: string): Evidence {
  return { path, line, note: `${note}: \`${text.slice(0, 100)}\`.` }
}

/** For a published package a link to its registry is an install instruction. */
function registryLink(path: string, blocks: readonly TextBlock[], facts: Facts): Evidence | null {
  if (facts.dependencies.buildBackend === null) return null
  const link = blocks.find(({ target }) =>
    /^https?:\/\/(?:pypi\.org|pypi\.python\.org|anaconda\.org)\//.test(target ?? ''),
  )
  return link ? { path, line: link.line, note: 'Links the package on its registry.' } : null
}

function documentLinks(path: string, blocks: readonly TextBlock[]): Evidence[] {
  return blocks
    .filter(
      ({ kind, target, text }) =>
        kind === 'link' &&
        (DOCUMENT_LINK.test(target ?? '') || /documentation|\bdocs\b/i.test(text)) &&
        !/badge|shields\.io/.test(target ?? ''),
    )
    .slice(0, 5)
    .map(({ line, target }) => ({ path, line, note: `Links ${(target ?? '').slice(0, 100)}.` }))
}

function importNames({ python, dependencies }: Facts): string[] {
  const names = python.application.map(({ name }) => name.split('.')[0] ?? name)
  const declared = dependencies.package ? [dependencies.package.name.replaceAll('-', '_')] : []
  return [...new Set([...names, ...declared])].filter((name) => /^\w+$/.test(name)).slice(0, 40)
}
