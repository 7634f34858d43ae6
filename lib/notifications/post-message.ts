import 'server-only'
import http from 'node:http'
import https from 'node:https'
import { AppError } from '@/lib/errors'
import { lookupPublic, NotPublic } from './public-hosts'
import { isAllowedLocal, parseWebhookAddress } from './webhook-address'

const TIMEOUT_MS = 10_000
const LONGEST_TEXT = 12_000

/**
 * Posts a text in Slack's mrkdwn to an incoming webhook. Nothing of the answer is read but its status, and redirects are
 * not followed. Throws an AppError whose sentence names the host at most.
 */
export async function postMessage(address: string, text: string): Promise<void> {
  const url = parseWebhookAddress(address)
  const status = await post(url, JSON.stringify({ text: text.slice(0, LONGEST_TEXT) })).catch((error: unknown) => {
    throw new AppError('unreadable', failureOf(error, url.host), { cause: error })
  })
  if (status >= 200 && status < 300) return
  throw new AppError('unreadable', refusalOf(status, url.host))
}

function post(url: URL, body: string): Promise<number> {
  const { request } = url.protocol === 'http:' ? http : https
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Airworthy',
        },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(!isAllowedLocal(url) && { lookup: lookupPublic }),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0)
        answer.destroy()
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function failureOf(error: unknown, host: string): string {
  if (error instanceof NotPublic) return `${host} leads into a private network by now, so nothing is sent there.`
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host ${host} was not found.`
  if (code === 'ABORT_ERR' || (error instanceof Error && /Abort|Timeout/.test(error.name))) {
    return `${host} did not answer within ${TIMEOUT_MS / 1000} seconds.`
  }
  return `${host} could not be reached.`
}

function refusalOf(status: number, host: string): string {
  if (status >= 300 && status < 400) {
    return `${host} sends on to another address (${status}), which is not followed. Enter that address instead.`
  }
  if ([401, 403, 404, 410].includes(status)) {
    return `${host} answered ${status}: the webhook is not there any more. Create another, and enter its address.`
  }
  if (status === 429) return `${host} answered 429: it was sent too much. The message is sent again later.`
  return `${host} answered ${status}.`
}
