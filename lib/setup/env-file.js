import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { SetupFailure } from './failure.js'

/**
 * Which of these variables a file of settings gives a value to.
 * @param {string} file
 * @param {readonly string[]} names
 */
export function setInEnvFile(file, names) {
  const lines = readLines(file)
  return names.filter((name) => lines.some((line) => nameOf(line) === name && !/=\s*(#.*)?$/.test(line)))
}

/**
 * Gives variables their values: in the lines that name them, else at the end. Other lines stay as they are, and only
 * the owner of the file can read it afterwards. Throws SetupFailure for a value that can not stand there.
 * @param {string} file
 * @param {Readonly<Record<string, string>>} values
 */
export function writeEnvFile(file, values) {
  const rest = new Map(Object.entries(values).map(([name, value]) => [name, quoted(name, value)]))
  const lines = readLines(file).map((line) => {
    const name = nameOf(line)
    const value = name === undefined ? undefined : values[name]
    if (name === undefined || value === undefined) return line
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

/** @param {string} file */
function readLines(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : []
}

/** @param {string} line */
function nameOf(line) {
  return /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=/.exec(line)?.[1]
}
