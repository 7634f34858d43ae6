import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { JSON_OPTION, median, publish, quantile } from './bench-report'
import { type Cost, costOf } from './child-cost'
import { generatedFiles, writeFiles } from './generated-checkout'

const USAGE = `Times the whole command line on a small repository, from a cold start: "airworthy audit FOLDER --json".

Usage: npm run bench -- small [FOLDER] [--rounds 7] [--peer "COMMAND {}"] [--json FILE]

Without FOLDER a service of 50 files is generated. --peer runs another tool by turns with it, {} being the folder; whatever
code it ends with. "bare Node" is what an empty program costs here. Processor time is that of the whole process.
`
const MOST_SECONDS = 0.6
const SIZE = { modules: 30, lines: 60, tests: 8 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...JSON_OPTION,
    rounds: { type: 'string', default: '7' },
    peer: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help || positionals.length > 1) process.stdout.write(USAGE)
else await main(positionals[0])

async function main(given: string | undefined): Promise<void> {
  const own = given ? null : await mkdtemp(join(tmpdir(), 'airworthy-small-'))
  const folder = resolve(given ?? own ?? '')
  try {
    if (own) await writeFiles(own, generatedFiles('small', SIZE))
    const cli = fileURLToPath(new URL('cli.js', import.meta.url))
    const [peer = '', ...peerArgs] = values.peer?.split(/\s+/).map((part) => part.replace('{}', folder)) ?? []
    const contestants: Record<string, () => Promise<Cost>> = {
      airworthy: () => costOf(process.execPath, [cli, 'audit', folder, '--json']),
      'bare Node': () => costOf(process.execPath, ['-e', '0']),
      ...(peer ? { [peer.split('/').at(-1) ?? peer]: () => costOf(peer, peerArgs, { isAnyCode: true }) } : {}),
    }
    const costs = new Map<string, Cost[]>(Object.keys(contestants).map((name) => [name, []]))
    // The first reads the files from the disk.
    for (let round = -1; round < Number(values.rounds); round += 1) {
      for (const [name, run] of Object.entries(contestants)) {
        const cost = await run()
        if (round >= 0) costs.get(name)?.push(cost)
      }
    }
    const rows = [...costs].map(([name, each]) => {
      const cpu = each.map(({ cpu }) => cpu)
      return {
        program: name,
        'CPU s': median(cpu),
        'least CPU s': quantile(cpu, 0),
        'wall s': median(each.map(({ wall }) => wall)),
      }
    })
    const value = rows[0]?.['CPU s'] ?? null
    publish({ bench: 'small', rows, bars: [{ what: 'processor seconds', value, most: MOST_SECONDS }] }, values.json)
  } finally {
    if (own) await rm(own, { recursive: true, force: true })
  }
}
