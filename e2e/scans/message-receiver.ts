import http from 'node:http'

/** An incoming webhook on this machine that keeps what it is sent. */
export async function startMessageReceiver() {
  const texts: string[] = []
  const answers = { status: 200, location: undefined as string | undefined, silent: false }
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      texts.push(String((JSON.parse(body) as { text: unknown }).text))
      if (answers.silent) return request.socket.destroy()
      response.writeHead(answers.status, answers.location ? { location: answers.location } : {}).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the receiver has no port')
  return {
    url: `http://127.0.0.1:${address.port}/services/T000/B000/a-secret-path`,
    host: `127.0.0.1:${address.port}`,
    texts,
    /** How it answers from now on. */
    answers,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
