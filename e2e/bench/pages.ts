import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from '@playwright/test'
import { findChromium } from '@/lib/setup/chromium.js'
import { freePort } from '@/lib/setup/ports.js'
import { signIn, untilScanned } from '../screenshots/scanned'
import { type Bar, JSON_OPTION, publish, type Row, say } from './bench-report'

const USAGE = `Weighs the main pages of the demonstration: client JavaScript (gzip), layout shift and, with --lighthouse, its scores.

Usage: npm run bench -- pages [--url http://127.0.0.1:3000] [--lighthouse] [--only PAGE] [--json FILE]

Without --url a demonstration of its own is started and scanned first. Lighthouse 12.8.2 is taken from npm when it is asked for.
"JavaScript" is what a page loads beyond the framework's own, which is what the build in this folder says that every page starts with.
`
/** Kilobytes after gzip, and cumulative layout shift. */
const BARS = { javascript: 35, shift: 0 } as const

const ORG = '/orgs/skylark-air'
const PAGES: Readonly<Record<string, string>> = {
  organisations: '/orgs',
  organisation: ORG,
  'heat map': `${ORG}?view=heat`,
  repository: `${ORG}/repositories/refunds`,
  teams: `${ORG}/teams`,
  team: `${ORG}/teams/payments`,
  characteristics: `${ORG}/characteristics`,
  characteristic: `${ORG}/characteristics/health-checks`,
  settings: `${ORG}/settings`,
  checks: '/checks',
  check: '/checks/health-checks',
}
const LIGHTHOUSE = 'lighthouse@12.8.2'
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

interface PageFigures {
  readonly page: string
  readonly javascript: number
  readonly html: number
  readonly shift: number
  readonly desktop?: readonly number[]
  readonly phone?: readonly number[]
}

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    lighthouse: { type: 'boolean', default: false },
    only: { type: 'string' },
    ...JSON_OPTION,
    github: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help || !values.url) process.stdout.write(USAGE)
else await main(values.url)

async function main(url: string): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'airworthy-pages-'))
  // Lighthouse looks with the same browser, which is signed in: event streams get no headers that it is told to add.
  const port = await freePort()
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    baseURL: url,
    args: [`--remote-debugging-port=${port}`],
  })
  const figures: PageFigures[] = []
  try {
    await prepare(context)
    const base = frameworkScripts()
    for (const [page, path] of Object.entries(PAGES)) {
      if (values.only && values.only !== page) continue
      const { scripts, html, shift } = await weigh(context, url + path)
      const own = [...scripts].filter(([address]) => !base.some((name) => address.endsWith(name)))
      const javascript = own.reduce((sum, [, bytes]) => sum + bytes, 0)
      const scores = values.lighthouse
        ? {
            desktop: await lighthouse(url + path, port, 'desktop'),
            phone: await lighthouse(url + path, port, 'phone'),
          }
        : {}
      figures.push({ page, javascript, html, shift, ...scores })
      say(`${page}: weighed`)
    }
    publish({ bench: 'pages', rows: figures.map(rowOf), bars: barsOf(figures), details: figures }, values.json)
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Paths of the scripts with which every page starts, whatever it is made of: React and Next. */
function frameworkScripts(): readonly string[] {
  const { rootMainFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'))
  return rootMainFiles
}

async function prepare(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await signIn(page, 'ada')
  await untilScanned(page, say)
  await page.close()
}

/** Bytes after gzip of the page and of each script that it loads, and its cumulative layout shift. */
async function weigh(context: BrowserContext, address: string) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number }
    seen.shift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
        if (!hadRecentInput) seen.shift += value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const scripts = new Map<string, number>()
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return
    const body = await response.body().catch(() => null)
    if (body) scripts.set(new URL(response.url()).pathname, gzipSync(body, { level: 6 }).length)
  })
  const response = await page.goto(address)
  // The page follows events for as long as it is open, so that the network never comes to rest.
  await page.waitForTimeout(2500)
  const html = response ? gzipSync(await response.body(), { level: 6 }).length : 0
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift)
  await page.close()
  return { scripts, html, shift }
}

/** Four scores from 0 to 100, in the order of `CATEGORIES`. */
async function lighthouse(address: string, port: number, device: 'desktop' | 'phone'): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-lighthouse-'))
  const output = join(folder, 'report.json')
  try {
    await recorded(() =>
      promisify(execFile)(
        'npx',
        [
          '--yes',
          LIGHTHOUSE,
          address,
          '--quiet',
          '--output=json',
          `--output-path=${output}`,
          `--port=${port}`,
          '--disable-storage-reset',
          `--only-categories=${CATEGORIES.join(',')}`,
          ...(device === 'desktop' ? ['--preset=desktop'] : []),
        ],
        { maxBuffer: 64 * 1024 * 1024 },
      ),
    )
    const report = JSON.parse(readFileSync(output, 'utf8'))
    note(address, device, report)
    return CATEGORIES.map((id) => Math.round(report.categories[id].score * 100))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Now and then the browser tells Lighthouse nothing of a load. */
async function recorded(look: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await look()
      return
    } catch (error) {
      if (attempt === 3 || !String(error).includes('NO_NAVSTART')) throw error
    }
  }
}

/** Names what costs points, so that it can be mended. */
function note(address: string, device: string, report: LighthouseReport): void {
  for (const id of CATEGORIES) {
    for (const { id: audit, weight } of report.categories[id]?.auditRefs ?? []) {
      const { score, title, displayValue } = report.audits[audit] ?? {}
      if (weight > 0 && score !== null && score !== undefined && score < 0.9) {
        process.stderr.write(`  ${device} ${new URL(address).pathname} ${id}: ${title} ${displayValue ?? ''}\n`)
      }
    }
  }
}

interface LighthouseReport {
  readonly categories: Readonly<
    Record<string, { readonly score: number; readonly auditRefs: readonly { id: string; weight: number }[] }>
  >
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
  >
}

function rowOf({ page, javascript, html, shift, desktop, phone }: PageFigures): Row {
  return {
    page,
    'JavaScript kB': javascript / 1000,
    'HTML kB': html / 1000,
    shift,
    ...(desktop && phone ? { desktop: desktop.join(' '), phone: phone.join(' ') } : {}),
  }
}

/** The worst page for each bar. */
function barsOf(figures: readonly PageFigures[]): Bar[] {
  const worst = (of: (page: PageFigures) => number) => (figures.length > 0 ? Math.max(...figures.map(of)) : null)
  return [
    {
      what: 'client JavaScript, kB, the worst page',
      value: worst((page) => page.javascript / 1000),
      most: BARS.javascript,
    },
    { what: 'layout shift, the worst page', value: worst(({ shift }) => shift), most: BARS.shift },
  ]
}
