import type { DockerfileEntry, DockerStage } from '../facts'
import type { Instruction } from './parse'
import { inheritedInstructions } from './stages'

const INSTALL =
  /(?:^|[\s/&;|("])(?:pip[\d.]*\s+(?:\S+\s+){0,12}?install|poetry\s+(?:\S+\s+){0,4}?(?:install|sync)|uv\s+(?:\S+\s+){0,4}?(?:sync|pip\s+(?:sync|install))|pipenv\s+(?:\S+\s+){0,4}?(?:install|sync)|pdm\s+(?:\S+\s+){0,4}?(?:install|sync)|(?:conda|mamba|micromamba)\s+(?:env\s+\S+|install|create)|pip-sync|pixi\s+install)\b/
const FILE_OPTION = /(?:^|\s)(?:-r|--requirement|-c|-f|--file)(?:\s+|=)?["']?([\w./@{}$*-]+)/g
const EXPORT =
  /\b(?:poetry|uv|pdm)\s+(?:\S+\s+){0,4}?export\b|\bpipenv\s+(?:requirements\b|lock\s+(?:-r|--requirements))/
const MANIFEST =
  /(?:^|\/)(?:(?=[\w.-]+$)[\w.-]*(?:requirements|constraints|reqs)|(?:pyproject\.toml|poetry\.(?:lock|toml)|uv\.(?:lock|toml)|pdm\.(?:lock|toml)|pylock[\w.]*\.toml|pipfile(?:\.lock)?|setup\.(?:py|cfg)|environment[\w.-]*\.ya?ml|conda-lock\.yml|pixi\.(?:toml|lock)|\.python-version|readme[\w.]*|licen[cs]e[\w.]*|requirements\/?|package(?:-lock)?\.json|[\w.-]+\.whl)$)/i

/** What the Dockerfile's sources are, as it writes them. */
export interface SourceKnowledge {
  /** A lock file or compiled requirements of the repository, for a folder one in it; null when it is not found. */
  isLock(source: string): boolean | null
  /** A file or folder with Python code of the application. */
  holdsCode(source: string): boolean
}

/**
 * Whether dependencies are installed before the code is copied in, so that a change of code does not install them anew.
 */
export function readInstallOrder(
  stages: readonly DockerStage[],
  { isLock, holdsCode }: SourceKnowledge,
): DockerfileEntry['dependenciesBeforeCode'] {
  const knows = exportsLock(stages, isLock) ? (source: string) => isLock(source) || /requirements/.test(source) : isLock
  const findings = stages.flatMap((stage) => readStage(inheritedInstructions(stages, stage), knows, holdsCode))
  return findings.find(({ ok, locked }) => ok && locked) ?? findings.find(({ ok }) => ok) ?? findings[0] ?? null
}

/** `poetry export` and the like write the lock as requirements, in this stage or an earlier one. */
function exportsLock(stages: readonly DockerStage[], isLock: SourceKnowledge['isLock']): boolean {
  const all = stages.flatMap(({ instructions }) => instructions)
  return (
    all.some(({ keyword, arguments: text }) => keyword === 'RUN' && EXPORT.test(text.slice(0, 8_000))) &&
    all.some((each) => [...copiedBy(each), ...mountedBy(each)].some((source) => isLock(source) === true))
  )
}

function copiedBy({ keyword, flags, arguments: text }: Instruction): readonly string[] {
  const copies = (keyword === 'COPY' || keyword === 'ADD') && !flags.some((flag) => flag.startsWith('--from'))
  return copies ? copySources(text) : []
}

function mountedBy({ flags }: Instruction): readonly string[] {
  return flags.flatMap((flag) => /source=([^,\s]+)/.exec(flag)?.[1] ?? [])
}

function readStage(
  instructions: readonly Instruction[],
  isLock: SourceKnowledge['isLock'],
  holdsCode: SourceKnowledge['holdsCode'],
) {
  const sources: string[] = []
  const findings: { ok: boolean; locked: boolean; line: number }[] = []
  let codeCopied = false
  for (const instruction of instructions) {
    const { keyword, arguments: text, line } = instruction
    const copied = copiedBy(instruction)
    sources.push(...copied)
    if (!codeCopied && copied.some((source) => isCode(source, holdsCode))) codeCopied = true
    if (keyword !== 'RUN') continue
    const installed = readInstall(text, [...sources, ...mountedBy(instruction)], isLock)
    if (installed) findings.push({ ok: !codeCopied, locked: installed.locked, line })
  }
  return findings
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

function readInstall(text: string, sources: readonly string[], isLock: SourceKnowledge['isLock']) {
  const commands = text
    .slice(0, 8_000)
    .split(/&&|;|\n|\|\|/)
    .filter((part) => INSTALL.test(part) && !isToolInstall(part))
  if (commands.length === 0) return null
  return { locked: commands.some((command) => isLocked(command, sources, isLock)) }
}

function isLocked(command: string, sources: readonly string[], isLock: SourceKnowledge['isLock']): boolean {
  if (/\b(?:poetry|uv|pipenv|pdm|pixi)\b/.test(command) && !/\buv\s+pip\b/.test(command)) {
    return !/--skip-lock/.test(command) && sources.some((source) => isLock(source) === true)
  }
  const files = [...command.matchAll(FILE_OPTION)].map((match) => match[1] ?? '')
  // What is copied under another name is told by what was copied.
  return files.length > 0 && files.every((file) => isLock(file) ?? sources.some((source) => isLock(source) === true))
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
