import { isStopping } from './shutdown.js'

/**
 * Tells a terminal what is being done: one line per finished step with its time, and on a live terminal the ones under way.
 */
export class Steps {
  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.stream = stream
    this.live = Boolean(stream.isTTY)
    /** @type {Map<string, number>} */
    this.active = new Map()
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined
  }

  /**
   * @template T
   * @param {string} label
   * @param {() => T | Promise<T>} work
   * @param {{ quietBelowMs?: number }} [options] a step that took less is not worth a line
   * @returns {Promise<T>}
   */
  async run(label, work, { quietBelowMs = 0 } = {}) {
    const start = performance.now()
    this.active.set(label, start)
    const notice = this.live ? undefined : setTimeout(() => this.say(`… ${label}`), 3000)
    this.timer ??= setInterval(() => this.#draw(), 200).unref()
    try {
      const result = await work()
      const tookMs = performance.now() - start
      this.#finish(label)
      if (tookMs >= quietBelowMs) this.say(`${this.#colour(32, '✓')} ${label.padEnd(40)} ${seconds(tookMs)}`)
      return result
    } catch (error) {
      this.#finish(label)
      if (!isStopping()) this.say(`${this.#colour(31, '✗')} ${label}`)
      throw error
    } finally {
      clearTimeout(notice)
    }
  }

  /** @param {string} line */
  say(line) {
    this.#erase()
    this.stream.write(`${line}\n`)
  }

  /** @param {string} label */
  #finish(label) {
    this.active.delete(label)
    if (this.active.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
    this.#erase()
  }

  #draw() {
    if (!this.live || this.active.size === 0) return
    const since = Math.min(...this.active.values())
    const line = `… ${[...this.active.keys()].join(', ')} ${seconds(performance.now() - since)}`
    this.#erase()
    this.stream.write(line.slice(0, (this.stream.columns ?? 80) - 1))
  }

  #erase() {
    if (this.live) this.stream.write('\r\u001b[K')
  }

  /**
   * @param {number} code
   * @param {string} text
   */
  #colour(code, text) {
    return this.live && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[39m` : text
  }
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
