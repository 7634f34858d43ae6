import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'
import { lastLines } from './log-end.js'
import { canEnter, createPrivateFolder } from './postgres-account.js'
import { systemFolder } from './postgres-binaries.js'
import { wasStartedWith } from './process-identity.js'

/** @typedef {import('./postgres-account.js').Account} Account */

export const databaseUser = 'airworthy'

/** What a Postgres folder holds: the cluster, its password, the port it used last and its log. */
export class PostgresFolder {
  /**
   * @param {string} home the state folder it belongs to, which must exist
   * @param {Account | undefined} account
   */
  constructor(home, account) {
    const hidden = account && !canEnter(home, account)
    const name = createHash('sha256').update(home).digest('hex').slice(0, 16)
    this.account = account
    /** Where it lies when the account can't enter the state folder. */
    this.elsewhere = hidden ? path.join(systemFolder, name) : undefined
    this.path = this.elsewhere ?? path.join(home, 'postgres')
    this.data = path.join(this.path, 'data')
    this.log = path.join(this.path, 'server.log')
    this.passwordFile = path.join(this.path, 'password')
    this.portFile = path.join(this.path, 'port')
  }

  /** @param {{ initdb: string, major: string }} binaries */
  async prepare(binaries) {
    createPrivateFolder(this.path, this.account)
    if (!existsSync(this.data)) await this.#initialise(binaries.initdb)
    const found = readFileSync(path.join(this.data, 'PG_VERSION'), 'utf8').trim()
    if (found === binaries.major) return
    throw new SetupFailure(
      `${this.data} was written by Postgres ${found}, and this version of Airworthy brings Postgres ${binaries.major}. ` +
        'Move that folder away to begin anew, or name a database with DATABASE_URL.',
    )
  }

  get password() {
    return readFileSync(this.passwordFile, 'utf8')
  }

  get lastPort() {
    return existsSync(this.portFile) ? Number(readFileSync(this.portFile, 'utf8')) : undefined
  }

  set lastPort(port) {
    writeFileSync(this.portFile, String(port))
  }

  get lastLogLines() {
    return lastLines(this.log).slice(-8).join('\n')
  }

  /**
   * What the server says of itself, if one runs or was killed.
   * @returns {{ pid: number, port: number, ready: boolean } | undefined}
   */
  get running() {
    try {
      const lines = readFileSync(path.join(this.data, 'postmaster.pid'), 'utf8').split('\n')
      return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
    } catch {
      return undefined
    }
  }

  /** @param {number} pid */
  isServer(pid) {
    return wasStartedWith(pid, '-D', this.data)
  }

  /** @param {string} initdb */
  async #initialise(initdb) {
    const unfinished = path.join(this.path, 'unfinished')
    rmSync(unfinished, { recursive: true, force: true })
    writeFileSync(this.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (this.account) chownSync(this.passwordFile, this.account.uid, this.account.gid)
    const child = spawn(
      initdb,
      [
        ['-D', unfinished, '-U', databaseUser, `--pwfile=${this.passwordFile}`, '--auth=scram-sha-256'],
        ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ].flat(),
      { ...this.account, cwd: this.path, env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let errors = ''
    child.stderr.on('data', (text) => {
      errors += text
    })
    const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve))
    if (code !== 0) throw new SetupFailure(`The database could not be created: ${errors.trim().slice(-2000) || code}`)
    renameSync(unfinished, this.data)
  }
}

/** The little that Postgres needs to know, and nothing of our secrets. */
export function serverEnvironment() {
  const { NODE_ENV, PATH } = process.env
  return { NODE_ENV, PATH, LC_ALL: 'C' }
}
