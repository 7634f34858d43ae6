import { parseArgs } from 'node:util'
import { changeRepositories } from './change-repositories'
import { generateOrganisation } from './generate-organisation'

const USAGE = `Usage: node dist/generate-organisation.js --out DIR [--login meridian] [--repositories 10000] [--teams 200]
         [--people 2000] [--seed 1] [--until YYYY-MM-DD]
       node dist/generate-organisation.js --change DIR --percent 10 --day NAME`

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      out: text,
      login: text,
      repositories: text,
      teams: text,
      people: text,
      seed: text,
      until: text,
      change: text,
      percent: text,
      day: text,
    },
  })
  if (values.change && values.percent && values.day) {
    const percent = number(values.percent, 0)
    const changed = await changeRepositories({ root: values.change, percent, day: values.day })
    console.log(`${changed.length} repositories changed in ${values.change}`)
    return
  }
  if (!values.out) throw new Error(USAGE)
  const size = {
    repositories: number(values.repositories, 10_000),
    teams: number(values.teams, 200),
    people: number(values.people, 2000),
  }
  const until = values.until ? new Date(values.until) : undefined
  if (until && Number.isNaN(until.getTime())) throw new Error(USAGE)
  await generateOrganisation({ root: values.out, login: values.login, ...size, seed: number(values.seed, 1), until })
  console.log(`${size.repositories} repositories, ${size.teams} teams and ${size.people} people in ${values.out}`)
}

function number(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isFinite(value) || value < 0) throw new Error(USAGE)
  return value
}
