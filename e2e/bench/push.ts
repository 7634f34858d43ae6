import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '@/lib/setup/chromium.js'
import { signIn, untilScanned } from '../screenshots/scanned'
import { JSON_OPTION, publish, quantile, say } from './bench-report'

const USAGE = `Times how long after a real "git push" an open page shows the new commit's verdicts, in a browser that is left alone.

Usage: npm run bench -- push [--url http://127.0.0.1:3000 --github http://127.0.0.1:PORT] [--pushes 10] [--json FILE]

Without --url a demonstration of its own is started; its organisation is scanned once before.
`
const REPOSITORY = 'skylark-air/iata-codes'

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    github: { type: 'string' },
    ...JSON_OPTION,
    pushes: { type: 'string', default: '10' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help || !values.url || !values.github) process.stdout.write(USAGE)
else await main(values.url, values.github, Number(values.pushes))

async function main(url: string, github: string, pushes: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-push-'))
  const address = new URL(`/${REPOSITORY}.git`, github)
  address.username = 'ada'
  address.password = 'local-token-ada'
  execFileSync('git', ['clone', '-q', address.href, folder])
  const browser = await chromium.launch({ executablePath: findChromium() })
  try {
    const page = await browser.newPage({ baseURL: url })
    await signIn(page, 'ada')
    await untilScanned(page, say)
    await page.goto(`${url}/orgs/${REPOSITORY.replace('/', '/repositories/')}`)
    const times: number[] = []
    for (let index = 0; index < pushes; index += 1) times.push(await timePush(page, folder, index))
    const seconds = (share: number) => quantile(times, share) / 1000
    publish(
      { bench: 'push', rows: [{ pushes: String(pushes), least: seconds(0), median: seconds(0.5), most: seconds(1) }] },
      values.json,
    )
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds from the moment that git has pushed until the page names the commit as the one that it judges. */
async function timePush(page: Page, folder: string, index: number): Promise<number> {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@skylark-air.example', ...args], {
      encoding: 'utf8',
    })
  writeFileSync(join(folder, `note_${index}.py`), `"""Note ${index} of ${Date.now()}."""\n`)
  git('add', '-A')
  git('commit', '-qm', `Note ${index}`)
  const sha = git('rev-parse', '--short=7', 'HEAD').trim()
  git('push', '-q')
  const pushed = performance.now()
  await page.getByRole('region', { name: 'Score', exact: true }).getByText(sha).waitFor({ timeout: 60_000 })
  return performance.now() - pushed
}
