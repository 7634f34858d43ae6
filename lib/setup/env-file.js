import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { SetupFailure } from './failure.js'

/**
 * Which of these variables a file of settings gives a value to.
 * @param {string} file
 * @param {readonly string[]} names
 */
export function setInEnvFile(file, names) {
  const entries = readEntries(file)
  return names.filter((name) => entries.some((entry) => nameOf(entry) === name && !/^[^=]*=\s*(#.*)?$/.test(entry)))
}

/**
 * Gives variables their values: in the lines that name them, else at the end; of a value over several lines none stays.
 * Other lines stay as they are, and only the owner of the file can read it afterwards. Throws SetupFailure for a value that can not stand there.
 * @param {string} file
 * @param {Readonly<Record<string, string>>} values
 */
export function writeEnvFile(file, values) {
  const rest = new Map(Object.entries(values).map(([name, value]) => [name, quoted(name, value)]))
  const lines = readEntries(file).map((entry) => {
    const name = nameOf(entry)
    const value = name === undefined ? undefined : values[name]
    if (name === undefined || value === undefined) return entry
    rest.delete(name)
    return `${name}=${quoted(name, value)}`
  })
  while (lines.at(-1) === '') lines.pop()
  const added = [...rest].map(([name, value]) => `${name}=${value}`)
  const target = existsSync(file) ? realpathSync(file) : file
  // Where others may write as well, what is there under a name that they could guess may lead to them.
  const unfinished = `${target}.${randomBytes(12).toString('hex')}`
  try {
    writeFileSync(unfinished, `${[...lines, ...added].join('\n')}\n`, { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function quoted(name, value) {
  if (/^[\w.:/~%[\]=+@,-]*$/.test(value)) return value
  if (/^[\x20-\x7e]*$/.test(value) && !value.includes("'")) return `'${value}'`
  throw new SetupFailure(`What is to be kept as ${name} has characters that a file of settings can not hold.`)
}

/**
 * The lines of a file of settings; those over which a quoted value goes, as Node reads it, are one.
 * @param {string} file
 */
function readEntries(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : []
  /** @type {string[]} */
  const entries = []
  for (let first = 0; first < lines.length; ) {
    const next = first + lengthOf(lines, first)
    entries.push(lines.slice(first, next).join('\n'))
    first = next
  }
  return entries
}

/**
 * @param {readonly string[]} lines
 * @param {number} first
 * @returns {number} over how many lines the value goes that begins in the first one
 */
function lengthOf(lines, first) {
  const line = lines[first] ?? ''
  const [begin, quote] = /^(?!\s*#)[^=]*=\s*(["'`])/.exec(line) ?? []
  if (begin === undefined || quote === undefined) return 1
  if (line.includes(quote, begin.length)) return 1
  // What is never closed is read as the rest of its line.
  const closing = lines.findIndex((each, at) => at > first && each.includes(quote))
  return closing === -1 ? 1 : closing - first + 1
}

/** @param {string} entry */
function nameOf(entry) {
  return /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=/.exec(entry)?.[1]
}
