import type { ProbeFact } from '../facts'
import { splitCommands } from '../shell'

const URL_PATH = /https?:\/\/[^\s"'/\\)]{1,200}(\/[^\s"'?#\\),]*)?/
const CLIENT = /(?:^|\/|\s)(?:curl|wget|http|httpie|xh)(?:\s|$)/
const PYTHON_CLIENT = /\b(?:urlopen|urlretrieve|requests\.|httpx\.|http\.client|HTTPConnection)/
const TCP = /(?:^|\s|\/)(?:nc|netcat|ncat|telnet)\s|\/dev\/tcp\/|socket\.(?:create_connection|connect)|\.connect\(/

/** What a health check's command asks for. */
export function readProbeCommand(words: readonly string[]): Pick<ProbeFact, 'kind' | 'target'> {
  const text = words.join(' ').slice(0, 2_000)
  if (CLIENT.test(text) || PYTHON_CLIENT.test(text)) {
    const url = URL_PATH.exec(text)
    if (url) return { kind: 'http', target: url[1] ?? '/' }
    const bare = bareUrl(text)
    if (bare) return { kind: 'http', target: bare }
    const request = /(?:request|get)\(\s*["'](?:GET["']\s*,\s*["'])?(\/[\w./-]*)/i.exec(text)?.[1]
    if (request) return { kind: 'http', target: request }
  }
  return { kind: TCP.test(text) ? 'tcp' : 'command', target: null }
}

/** `curl -f localhost:8000/health`. */
function bareUrl(text: string): string | null {
  for (const { words } of splitCommands(text)) {
    for (const word of words.flatMap((each) => each.split(/\s+/))) {
      const match = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\$\{?\w+\}?)(?::[\w${}:-]+)?(\/[^\s?#]*)?$/.exec(
        word,
      )
      if (match && (match[1] || word.includes(':'))) return match[1] ?? '/'
    }
  }
  return null
}
