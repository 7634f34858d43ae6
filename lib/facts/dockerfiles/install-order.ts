import type { DockerfileEntry, DockerStage } from '../facts'
import type { Instruction } from './parse'
import { inheritedInstructions } from './stages'

const INSTALL =
  /(?:^|[\s/&;|("])(?:pip[\d.]*\s+(?:\S+\s+){0,12}?install|poetry\s+(?:\S+\s+){0,4}?(?:install|sync)|uv\s+(?:\S+\s+){0,4}?(?:sync|pip\s+(?:sync|install))|pipenv\s+(?:\S+\s+){0,4}?(?:install|sync)|pdm\s+(?:\S+\s+){0,4}?(?:install|sync)|(?:conda|mamba|micromamba)\s+(?:env\s+\S+|install|create)|pip-sync|pixi\s+install)\b/
const FILE_OPTION = /(?:^|\s)(?:-r|--requirement|-c|-f|--file)(?:\s+|=)?["']?([\w./@{}$*-]+)/g
const MANIFEST =
  /(?:^|\/)(?:[\w.-]*(?:requirements|constraints|reqs)[\w.-]*(?:\.(?:txt|in|pip|lock))?|pyproject\.toml|poetry\.(?:lock|toml)|uv\.(?:lock|toml)|pdm\.(?:lock|toml)|pylock[\w.]*\.toml|pipfile(?:\.lock)?|setup\.(?:py|cfg)|environment[\w.-]*\.ya?ml|conda-lock\.yml|pixi\.(?:toml|lock)|\.python-version|readme[\w.]*|licen[cs]e[\w.]*|requirements\/?|package(?:-lock)?\.json|[\w.-]+\.whl)$/i
const LOCK = /(?:^|\/)(?:poetry|uv|pdm|pixi)\.lock$|pylock[\w.]*\.toml$|pipfile\.lock$|conda-lock/i

/** What the Dockerfile's sources are, as it writes them. */
export interface SourceKnowledge {
  /** A requirements file that pins exact versions. */
  isPinned(source: string): boolean
  /** A file or folder with Python code of the application. */
  holdsCode(source: string): boolean
}

/**
 * Whether dependencies are installed before the code is copied in, so that a change of code does not install them anew.
 */
export function readInstallOrder(
  stages: readonly DockerStage[],
  { isPinned, holdsCode }: SourceKnowledge,
): DockerfileEntry['dependenciesBeforeCode'] {
  const findings = stages.flatMap((stage) => {
    const finding = readStage(inheritedInstructions(stages, stage), isPinned, holdsCode)
    return finding ? [finding] : []
  })
  return findings.find(({ ok, locked }) => ok && locked) ?? findings.find(({ ok }) => ok) ?? findings[0] ?? null
}

function readStage(
  instructions: readonly Instruction[],
  isPinned: SourceKnowledge['isPinned'],
  holdsCode: SourceKnowledge['holdsCode'],
) {
  const sources: string[] = []
  let codeCopied = false
  for (const { keyword, flags, arguments: text, line } of instructions) {
    if ((keyword === 'COPY' || keyword === 'ADD') && !flags.some((flag) => flag.startsWith('--from'))) {
      const copied = copySources(text)
      sources.push(...copied)
      if (!codeCopied && copied.some((source) => isCode(source, holdsCode))) codeCopied = true
    }
    if (keyword !== 'RUN') continue
    const mounted = flags.flatMap((flag) => /source=([^,\s]+)/.exec(flag)?.[1] ?? [])
    const installed = readInstall(text, [...sources, ...mounted], isPinned)
    if (installed) return { ok: !codeCopied, locked: installed.locked, line }
  }
  return null
}

/** Sources of COPY or ADD, in either form. */
export function copySources(text: string): string[] {
  const words = text.trim().startsWith('[') ? jsonWords(text) : text.trim().split(/\s+/)
  return words.slice(0, -1).map((word) => word.replace(/^["']|["']$/g, '').replace(/^(?:\.?\/)+(?=.)/, ''))
}

function jsonWords(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
  } catch {
    return []
  }
}

/** A folder with code, a Python file or everything; manifests, configuration and scripts are no code. */
function isCode(source: string, holdsCode: SourceKnowledge['holdsCode']): boolean {
  if (MANIFEST.test(source) || source.startsWith('<<') || /^https?:/.test(source)) return false
  return /^(?:\.|\*|\.\/|\$.*)$/.test(source) || holdsCode(source)
}

function readInstall(text: string, sources: readonly string[], isPinned: SourceKnowledge['isPinned']) {
  const commands = text
    .slice(0, 8_000)
    .split(/&&|;|\n|\|\|/)
    .filter((part) => INSTALL.test(part) && !isToolInstall(part))
  if (commands.length === 0) return null
  return { locked: commands.some((command) => isLocked(command, sources, isPinned)) }
}

function isLocked(command: string, sources: readonly string[], isPinned: SourceKnowledge['isPinned']): boolean {
  if (/\b(?:poetry|uv|pipenv|pdm|pixi)\b/.test(command) && !/\buv\s+pip\b/.test(command)) {
    const copied = sources.some((source) => LOCK.test(source) || /^(?:\.|\.\/|[\w.]+\*)$/.test(source))
    return copied && !/--skip-lock/.test(command)
  }
  const files = [...command.matchAll(FILE_OPTION)].map((match) => match[1] ?? '')
  return files.length > 0 && files.every((file) => LOCK.test(file) || isPinned(file))
}

/** `pip install --upgrade pip poetry` sets the tool up; it installs no dependency of the application. */
function isToolInstall(command: string): boolean {
  if (!/\bpip[\d.]*\s/.test(command) || /\s(?:-r|--requirement|-e)\b|\s\.(?:\s|$|\[)/.test(command)) return false
  const names = command
    .slice(command.search(/\binstall\b/) + 7)
    .trim()
    .split(/\s+/)
    .filter((word) => !word.startsWith('-') && !/^["']?https?:/.test(word))
  return names.every((name) =>
    /^["']?(?:pip|setuptools|wheel|poetry|uv|pipenv|pdm|pip-tools|virtualenv|hatch|build|crcmod)\b/.test(name),
  )
}
