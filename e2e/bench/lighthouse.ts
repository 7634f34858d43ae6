import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findChromium } from '@/lib/setup/chromium.js'
import { say } from './bench-report'

const LIGHTHOUSE = 'lighthouse@12.8.2'
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export interface LighthouseScores {
  /** From 0 to 100, in the order of performance, accessibility, best practices and search. */
  readonly scores: readonly number[]
  /** Of every look's performance, from the worst to the best. */
  readonly performances: readonly number[]
  /**
   * The processor's at each look, as Lighthouse measures it. Its phone is this processor slowed down four times, which is
   * meant for one of 1,500 to 2,000: below that a phone is slower than it means.
   */
  readonly powers: readonly number[]
}

/**
 * Looks at a page several times and takes, for each category, the median, as Lighthouse's own guide to variability
 * advises. Each look has a browser of its own with the profile, which nothing else watches: an attached Playwright costs
 * the page's main thread a fifth.
 */
export async function lookWithLighthouse(
  address: string,
  { profile, device, looks }: { profile: string; device: 'desktop' | 'phone'; looks: number },
): Promise<LighthouseScores> {
  const all: Look[] = []
  for (let look = 0; look < looks; look += 1) all.push(await lookOnce(address, profile, device))
  return {
    scores: CATEGORIES.map((_, at) => middle(all.map(({ scores }) => scores[at] ?? 0))),
    performances: all.map(({ scores: [performance = 0] }) => performance).sort((a, b) => a - b),
    powers: all.map(({ power }) => power),
  }
}

/** The lower one of the two in the middle. */
function middle(scores: readonly number[]): number {
  const sorted = [...scores].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

interface Look {
  readonly scores: readonly number[]
  readonly power: number
}

async function lookOnce(address: string, profile: string, device: 'desktop' | 'phone'): Promise<Look> {
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
          // Without a graphics card, drawing by the processor is cheaper than a card that is imitated.
          `--chrome-flags=--headless=new --no-sandbox --disable-gpu --user-data-dir=${profile}`,
          `--only-categories=${CATEGORIES.join(',')}`,
          ...(device === 'desktop' ? ['--preset=desktop'] : []),
        ],
        { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, CHROME_PATH: findChromium() } },
      ),
    )
    const report: LighthouseReport = JSON.parse(readFileSync(output, 'utf8'))
    if (!report.finalDisplayedUrl.startsWith(address)) {
      throw new Error(`${address} led to ${report.finalDisplayedUrl}: the profile is not signed in.`)
    }
    note(address, device, report)
    const scores = CATEGORIES.map((id) => Math.round((report.categories[id]?.score ?? 0) * 100))
    return { scores, power: report.environment.benchmarkIndex }
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
        say(`  ${device} ${new URL(address).pathname} ${id}: ${title} ${displayValue ?? ''}`)
      }
    }
  }
}

interface LighthouseReport {
  readonly environment: { readonly benchmarkIndex: number }
  readonly finalDisplayedUrl: string
  readonly categories: Readonly<
    Record<string, { readonly score: number; readonly auditRefs: readonly { id: string; weight: number }[] }>
  >
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
  >
}
