/** What was asked since the start or the last clearing. */
export class Counters {
  requests: Record<string, number> = {}
  downloads: Record<string, number> = {}
  /** Answers of 304, which cost nothing. */
  unchanged = 0
  restPoints = 0
  graphqlPoints = 0

  countRequest(route: string): void {
    this.requests[route] = (this.requests[route] ?? 0) + 1
  }

  countDownload(repository: string): void {
    this.downloads[repository] = (this.downloads[repository] ?? 0) + 1
  }

  read() {
    const { requests, downloads, unchanged, restPoints, graphqlPoints } = this
    return { requests, downloads, unchanged, points: { rest: restPoints, graphql: graphqlPoints } }
  }

  clear(): void {
    this.requests = {}
    this.downloads = {}
    this.unchanged = 0
    this.restPoints = 0
    this.graphqlPoints = 0
  }
}
