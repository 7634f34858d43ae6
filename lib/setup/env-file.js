import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

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
 * the owner of the file can read it afterwards.
 * @param {string} file
 * @param {Readonly<Record<string, string>>} values without quotes or line ends
 */
export function writeEnvFile(file, values) {
  const rest = new Map(Object.entries(values))
  const lines = readLines(file).map((line) => {
    const name = nameOf(line)
    const value = name === undefined ? undefined : values[name]
    if (name === undefined || value === undefined) return line
    rest.delete(name)
    return `${name}=${value}`
  })
  while (lines.at(-1) === '') lines.pop()
  const added = [...rest].map(([name, value]) => `${name}=${value}`)
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, `${[...lines, ...added].join('\n')}\n`, { mode: 0o600 })
  renameSync(unfinished, file)
}

/** @param {string} file */
function readLines(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : []
}

/** @param {string} line */
function nameOf(line) {
  return /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=/.exec(line)?.[1]
}
