import { DockerfileParser } from 'dockerfile-ast'
import { remembering } from '../recent'

export interface Instruction {
  /** Upper case. */
  readonly keyword: string
  /** `--from=build`, `--mount=type=cache,...`. */
  readonly flags: readonly string[]
  /** Without flags; continuation lines joined, comments between them gone; of a heredoc its body. */
  readonly arguments: string
  readonly line: number
}

export interface ParsedDockerfile {
  readonly instructions: readonly Instruction[]
  readonly error?: string
}

const MAX_CHARACTERS = 200_000
const MAX_INSTRUCTIONS = 1_000

/** Never throws: what can't be read is told in `error`. */
export const parseDockerfile = remembering(readInstructions, 1024 * 1024)

function readInstructions(text: string): ParsedDockerfile {
  if (text.length > MAX_CHARACTERS) return { instructions: [], error: 'It is longer than 200,000 characters.' }
  try {
    const instructions = DockerfileParser.parse(text).getInstructions().slice(0, MAX_INSTRUCTIONS).map(toInstruction)
    const problem = findProblem(instructions)
    return problem === null ? { instructions } : { instructions, error: problem }
  } catch {
    return { instructions: [], error: 'It can not be parsed as a Dockerfile.' }
  }
}

type AstInstruction = ReturnType<ReturnType<typeof DockerfileParser.parse>['getInstructions']>[number]

function toInstruction(instruction: AstInstruction): Instruction {
  const content = joinLines(instruction.getRawArgumentsContent() ?? '')
  const flags = 'getFlags' in instruction ? (instruction.getFlags as () => { toString(): string }[])() : []
  return {
    keyword: instruction.getKeyword().toUpperCase(),
    flags: flags.map((flag) => flag.toString()),
    arguments: instruction.getKeyword().toUpperCase() === 'RUN' ? heredocBody(content) : content,
    line: (instruction.getRange()?.start.line ?? 0) + 1,
  }
}

/** Continued lines become one; comment lines between them are dropped, as Docker does. */
function joinLines(raw: string): string {
  if (raw.startsWith('<<')) return raw
  const lines = raw.split('\n')
  return lines
    .filter((line, at) => at === 0 || !/^\s*#/.test(line))
    .map((line, at, kept) => (at < kept.length - 1 ? line.replace(/[\\`][ \t]*$/, '') : line))
    .join('')
}

/** `<<EOF\npip install x\nEOF` runs its body as a script. */
function heredocBody(content: string): string {
  const opening = /^<<-?\s*["']?(\w+)["']?[ \t]*\n/.exec(content)
  if (!opening) return content
  const lines = content.slice(opening[0].length).split('\n')
  const end = lines.findIndex((line) => line.trim() === opening[1])
  return lines.slice(0, end < 0 ? lines.length : end).join('\n')
}

const KEYWORDS = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

function findProblem(instructions: readonly Instruction[]): string | null {
  const stranger = instructions.find(({ keyword }) => !KEYWORDS.has(keyword))
  if (stranger) return `Line ${stranger.line} holds no instruction that Docker knows.`
  if (!instructions.some(({ keyword }) => keyword === 'FROM')) return 'It has no FROM instruction.'
  return null
}
