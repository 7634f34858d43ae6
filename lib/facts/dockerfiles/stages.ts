import type { DockerStage } from '../facts'
import type { Instruction } from './parse'
import { substitute } from './variables'

const MAX_STAGES = 40
const MAX_VALUE = 1_000

/** Stages with what they inherit from the stage they are built on: image, user, command, environment. */
export function readStages(instructions: readonly Instruction[]): readonly DockerStage[] {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM')
  if (first < 0) return []
  const globals = new Map<string, string>()
  for (const { keyword, arguments: text } of instructions.slice(0, first)) {
    if (keyword === 'ARG') declareArguments(text, globals)
  }
  const stages: DockerStage[] = []
  for (const group of splitStages(instructions.slice(first)).slice(0, MAX_STAGES)) {
    stages.push(readStage(group, stages, globals))
  }
  return stages
}

function splitStages(instructions: readonly Instruction[]): Instruction[][] {
  const groups: Instruction[][] = []
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') groups.push([instruction])
    else groups.at(-1)?.push(instruction)
  }
  return groups
}

function readStage(
  group: readonly Instruction[],
  earlier: readonly DockerStage[],
  globals: ReadonlyMap<string, string>,
): DockerStage {
  const from = group[0]
  const [reference = '', as, alias] = (from?.arguments ?? '').trim().split(/\s+/)
  const image = substitute(reference, globals)
  const parent = earlier.findLast(({ name }) => name !== null && name.toLowerCase() === image?.toLowerCase())
  let { user, command, entrypoint, healthcheck } = parent ?? {
    user: null,
    command: null,
    entrypoint: null,
    healthcheck: null,
  }
  const environment: Record<string, string> = { ...parent?.environment }
  const values = new Map(globals)
  let commandSetHere = false
  for (const { keyword, arguments: text, line } of group) {
    if (keyword === 'ARG') declareArguments(text, values)
    if (keyword === 'ENV')
      Object.assign(environment, readEnvironment(text, new Map([...values, ...Object.entries(environment)])))
    if (keyword === 'USER')
      user = {
        name: substitute(text.trim(), new Map([...values, ...Object.entries(environment)])) ?? text.trim(),
        line,
      }
    if (keyword === 'CMD') {
      command = { ...readWords(text), line }
      commandSetHere = true
    }
    if (keyword === 'ENTRYPOINT') {
      entrypoint = { ...readWords(text), line }
      if (!commandSetHere) command = null
    }
    if (keyword === 'HEALTHCHECK') healthcheck = readHealthcheck(text, line)
  }
  return {
    name: as?.toLowerCase() === 'as' ? (alias ?? null) : null,
    line: from?.line ?? 1,
    ...(parent ? pickImage(parent) : splitImage(image)),
    user,
    command,
    entrypoint,
    healthcheck,
    parent: parent?.name ?? null,
    instructions: group,
    environment,
  }
}

/** Instructions of a stage after those of the stages that it is built on. */
export function inheritedInstructions(stages: readonly DockerStage[], stage: DockerStage): readonly Instruction[] {
  const chain: DockerStage[] = [stage]
  for (let at = stages.indexOf(stage); at >= 0 && chain.length < MAX_STAGES; ) {
    const name = stages[at]?.parent?.toLowerCase()
    at =
      name === undefined ? -1 : stages.findLastIndex((other, index) => index < at && other.name?.toLowerCase() === name)
    const parent = stages[at]
    if (parent) chain.unshift(parent)
  }
  return chain.flatMap(({ instructions }) => instructions)
}

function pickImage({ image, tag, digest }: DockerStage): Pick<DockerStage, 'image' | 'tag' | 'digest'> {
  return { image, tag, digest }
}

/** `registry:5000/team/python:3.12@sha256:...` into name, tag and whether a digest pins it. */
export function splitImage(reference: string | null): Pick<DockerStage, 'image' | 'tag' | 'digest'> {
  if (!reference) return { image: null, tag: null, digest: false }
  const [name = '', digest] = reference.split('@', 2)
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return {
    image: colon < 0 ? name : name.slice(0, colon),
    tag: colon < 0 ? null : name.slice(colon + 1),
    digest: digest !== undefined,
  }
}

/** As Docker runs it: the shell form is `/bin/sh -c text`. */
function readWords(text: string): { words: readonly string[]; exec: boolean } {
  const trimmed = text.trim()
  if (trimmed.startsWith('[')) {
    try {
      const value: unknown = JSON.parse(trimmed)
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return { words: value, exec: true }
    } catch {
      // Docker falls back to the shell form too.
    }
  }
  return { words: ['/bin/sh', '-c', trimmed], exec: false }
}

function readHealthcheck(text: string, line: number): DockerStage['healthcheck'] {
  const command = /^CMD\s+/i.exec(text.trim())
  return command ? { words: readWords(text.trim().slice(command[0].length)).words, line } : null
}

function declareArguments(text: string, values: Map<string, string>) {
  for (const [name, value] of pairs(text)) {
    const filled = value === null ? null : substitute(value, values)
    if (filled !== null && name) values.set(name, filled)
  }
}

function readEnvironment(text: string, values: ReadonlyMap<string, string>): Record<string, string> {
  const legacy = /^(\w+)\s+(\S[\s\S]*)$/.exec(text.trim())
  const found: readonly (readonly [string, string | null])[] =
    legacy && !/^\w+=/.test(text.trim()) ? [[legacy[1] ?? '', legacy[2] ?? '']] : pairs(text)
  return Object.fromEntries(
    found.flatMap(([name, value]) =>
      value === null ? [] : [[name, (substitute(value, values) ?? value).slice(0, MAX_VALUE)]],
    ),
  )
}

const PAIR = /(?<!\w)(\w{1,200})(?:=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*))?(?:\s+|$)/gs

/** `A=1 B="x y" C` as names and values. */
function pairs(text: string): [string, string | null][] {
  return [...text.slice(0, 20_000).matchAll(PAIR)].map(([, name = '', value]) => [
    name,
    value === undefined ? null : unquote(value),
  ])
}

function unquote(value: string): string {
  const quoted = /^(["'])([\s\S]*)\1$/.exec(value)
  return quoted ? (quoted[2] ?? '') : value.replace(/\\(.)/gs, '$1')
}
