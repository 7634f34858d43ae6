import { randomUUID } from 'node:crypto'
import type { AppDescription } from '../apps/app-description'
import type { Host, Repository } from '../host'
import type { OrganisationDescription } from '../organisation'
import { actorShape } from '../rest/actor-shapes'
import { nodeId } from '../rest/node-id'
import { isTold } from './audience'
import { deliver, drop, type Message, type Outcome } from './delivery'
import { organisationPayload, repositoryPayload } from './payload'

const MOST_KEPT = 10_000
const CONCURRENT = 20

/** Something that happened in an organisation. */
export interface Occurrence {
  /** `push`, `repository`, `pull_request` and so on. */
  event: string
  action?: string
  organisation: OrganisationDescription
  /** When it happened to one repository: as it is afterwards, or as it was before it was deleted. */
  repository?: Repository
  /** Login of the person who did it; an owner of the organisation when absent. */
  sender?: string
  /** What the event says besides `action`, `repository`, `organization`, `installation` and `sender`. */
  payload?: Record<string, unknown>
}

/** One attempt to tell an App something. */
export interface Delivery extends Outcome {
  id: number
  appId: number
  url: string
  deliveredAt: string
  redelivery: boolean
  message: Message
}

/** Tells Apps what happens, once; remembers how each attempt went for as long as the server runs. */
export class Webhooks {
  private readonly log: Delivery[] = []
  private readonly running = new Set<Promise<unknown>>()
  private readonly waiting: (() => void)[] = []
  private readonly stop = new AbortController()
  private sending = 0
  private lastId = Date.now() * 1000
  private toDrop = 0

  constructor(private readonly host: Host) {}

  /** Sends an event to every App that is installed where it happened, may read it and asked for it. */
  async emit(occurrence: Occurrence): Promise<void> {
    const send = await this.prepare(occurrence)
    send()
  }

  /** Settles who is told what while it can still be known, for things that are about to be gone; the result sends it. */
  async prepare({ event, action, organisation, repository, sender, payload }: Occurrence): Promise<() => void> {
    const targets = this.toldOf(event, organisation, repository?.about.name)
    if (targets.length === 0) return () => {}
    const common = {
      ...(action && { action }),
      ...payload,
      ...(repository && { repository: payload?.repository ?? (await repositoryPayload(this.host, repository)) }),
      organization: organisationPayload(this.host, organisation),
      sender: this.senderShape(organisation, sender),
    }
    return () => {
      for (const { app, installation } of targets) {
        const { id } = installation
        const said = { ...common, installation: { id, node_id: nodeId('IntegrationInstallation', id) } }
        this.start(app, said, event, action, id, repository?.about.id)
      }
    }
  }

  /** Sends an event about the App itself to it alone. */
  emitToApp(
    app: AppDescription,
    event: string,
    action: string,
    payload: Record<string, unknown>,
    installationId?: number,
  ): void {
    this.start(app, { action, ...payload }, event, action, installationId)
  }

  /** Newest first. */
  deliveriesTo(appId: number): Delivery[] {
    return this.log.filter((delivery) => delivery.appId === appId).sort((left, right) => right.id - left.id)
  }

  redeliver(app: AppDescription, { message }: Delivery): void {
    this.send(app, message, true)
  }

  /** The next deliveries fail without being sent. */
  dropNext(count: number): void {
    this.toDrop = count
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running)
  }

  /** Something that will send when it is done. */
  whileRunning(work: Promise<unknown>): void {
    const task = work.catch((error) => console.error(error)).finally(() => this.running.delete(task))
    this.running.add(task)
  }

  async close(): Promise<void> {
    this.stop.abort()
    await this.settled()
  }

  /** The person or the App that did something; an owner of the organisation when nobody is named. */
  senderShape(organisation: OrganisationDescription, login: string | undefined) {
    const owner = organisation.members.find(({ role }) => role === 'admin') ?? organisation.members[0]
    return actorShape(this.host, login ?? owner?.login ?? 'ghost')
  }

  private toldOf(event: string, organisation: OrganisationDescription, repository: string | undefined) {
    return this.host.description.apps.flatMap((app) =>
      app.installations
        .filter((installation) => isTold(app, installation, event, organisation, repository))
        .map((installation) => ({ app, installation })),
    )
  }

  private start(
    app: AppDescription,
    payload: object,
    event: string,
    action: string | undefined,
    installationId?: number,
    repositoryId?: number,
  ): void {
    this.send(app, {
      guid: randomUUID(),
      event,
      action: action ?? null,
      installationId: installationId ?? null,
      repositoryId: repositoryId ?? null,
      body: JSON.stringify(payload),
    })
  }

  private send(app: AppDescription, message: Message, redelivery = false): void {
    const { webhook } = app
    if (!webhook?.active) return
    const id = ++this.lastId
    const dropped = this.toDrop > 0
    if (dropped) this.toDrop -= 1
    const task = (async () => {
      const outcome = dropped ? drop(app, message) : await this.whenFree(() => deliver(app, message, this.stop.signal))
      const deliveredAt = new Date().toISOString()
      this.log.push({ ...outcome, id, appId: app.id, url: webhook.url, deliveredAt, redelivery, message })
      if (this.log.length > MOST_KEPT) this.log.shift()
    })()
    this.whileRunning(task)
  }

  private async whenFree<T>(work: () => Promise<T>): Promise<T> {
    while (this.sending >= CONCURRENT) await new Promise<void>((resolve) => this.waiting.push(resolve))
    this.sending += 1
    try {
      return await work()
    } finally {
      this.sending -= 1
      this.waiting.shift()?.()
    }
  }
}
