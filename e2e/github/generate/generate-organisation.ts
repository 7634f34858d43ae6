import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type HostDescriptionInput, parseHostDescription } from '../organisation'
import { writeBareRepository } from './bare-repository'
import { describeOrganisation, type Size } from './describe-organisation'
import { inParallel } from './in-parallel'
import { buildPool, POOL } from './pool'
import { makeTemplates } from './templates'

export interface GenerateOptions extends Partial<Size> {
  /** A folder that is not there yet or empty. */
  root: string
  /** How many distinct repositories all others are made like. */
  templates?: number
  /** Commits end before this moment; today when absent. */
  until?: Date
  /** Adds to the description before it is written, such as an application. */
  amend?: (description: HostDescriptionInput) => HostDescriptionInput
}

const AT_ONCE = 32

/**
 * Writes a folder that a local GitHub serves: an organisation with real repositories, the same for the same options.
 * Repositories share their objects in one pool, so ten thousand take seconds.
 */
export async function generateOrganisation(options: GenerateOptions): Promise<HostDescriptionInput> {
  const { root, templates: count = 40, until = new Date(new Date().toISOString().slice(0, 10)), amend } = options
  const { login = 'meridian', repositories = 10_000, teams = 200, people = 2000, seed = 1 } = options
  await mkdir(root, { recursive: true })
  if ((await readdir(root)).length > 0) throw new Error(`${root} is not empty.`)
  const templates = makeTemplates(count, seed, until)
  const { description, origins } = describeOrganisation({ login, repositories, teams, people, seed }, templates)
  const commits = await buildPool(root, templates)
  const owner = join(root, 'repositories', login)
  await mkdir(owner, { recursive: true })
  // From the objects of a repository up to the root.
  const objects = `../../../../${POOL}/objects`
  await inParallel(origins, AT_ONCE, ({ name, branch, template, behind, isEmpty }) => {
    const head = isEmpty ? undefined : commits[template]?.at(-1 - behind)
    return writeBareRepository(join(owner, `${name}.git`), { branch, head, objects })
  })
  const amended = amend?.(description) ?? description
  parseHostDescription(amended)
  await writeFile(join(root, 'organisation.json'), JSON.stringify(amended))
  return amended
}
