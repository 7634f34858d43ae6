'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CampaignFields, draftFromForm, parseCampaign } from '@/lib/data/campaign-fields'
import { readCampaign } from '@/lib/data/campaigns'
import { changeCampaign, endCampaign, storeCampaign } from '@/lib/data/store-campaign'
import { dayBefore } from '@/lib/data/trend-days'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

/** `id` is that of the campaign; `done` is a sentence for a person. */
export type CampaignAnswer =
  | { readonly ok: true; readonly id: string; readonly done: string }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Id = z.string().regex(/^\d{1,18}$/)

const NO_ORGANISATION: CampaignAnswer = { ok: false, error: 'This is not the name of an organisation.' }
const NOT_YOURS: CampaignAnswer = {
  ok: false,
  error: 'Only owners of the organisation may begin, change and end campaigns. Ask one of them.',
}
const NO_CAMPAIGN: CampaignAnswer = { ok: false, error: 'No campaign like this goes on. It may have been ended.' }

/** Begins the campaign that the form says. */
export async function createCampaign(org: string, _last: unknown, form: FormData): Promise<CampaignAnswer> {
  const access = await ownerOf(org)
  if ('ok' in access) return access
  const fields = fieldsOf(form, dayBefore(0))
  if ('ok' in fields) return fields
  return finish(access, 'The campaign could not be stored.', async () => {
    const id = await storeCampaign(access, fields)
    log().info({ ...about(access, id) }, 'began a campaign')
    return { ok: true, id, done: `“${fields.name}” has begun.` }
  })
}

/** Changes a campaign that goes on to what the form says, unless it is other than what the form was made from. */
export async function editCampaign(org: string, id: string, _last: unknown, form: FormData): Promise<CampaignAnswer> {
  const access = await ownerOf(org)
  if ('ok' in access) return access
  const campaign = Id.safeParse(id).success ? await readCampaign(access, id) : null
  if (!campaign || campaign.endedOn !== null) return NO_CAMPAIGN
  const fields = fieldsOf(form, campaign.createdOn)
  if ('ok' in fields) return fields
  const basis = String(form.get('basis'))
  return finish(access, 'The campaign could not be changed.', async () => {
    if (!(await changeCampaign(access, campaign.id, fields, basis))) return NO_CAMPAIGN
    log().info({ ...about(access, campaign.id) }, 'changed a campaign')
    return { ok: true, id: campaign.id, done: `“${fields.name}” is saved.` }
  })
}

/** Ends a campaign, whether its goal is reached or not. */
export async function finishCampaign(org: string, id: string): Promise<CampaignAnswer> {
  const access = await ownerOf(org)
  if ('ok' in access) return access
  const campaign = Id.safeParse(id)
  if (!campaign.success) return NO_CAMPAIGN
  return finish(access, 'The campaign could not be ended.', async () => {
    if (!(await endCampaign(access, campaign.data))) return NO_CAMPAIGN
    log().info({ ...about(access, campaign.data) }, 'ended a campaign')
    return { ok: true, id: campaign.data, done: 'The campaign is ended.' }
  })
}

async function ownerOf(org: string): Promise<OrgAccess | CampaignAnswer> {
  const login = Login.safeParse(org)
  if (!login.success) return NO_ORGANISATION
  const access = await requireOrgAccess(login.data)
  return access.role === 'admin' ? access : NOT_YOURS
}

function fieldsOf(form: unknown, earliest: string): CampaignFields | CampaignAnswer {
  if (!(form instanceof FormData)) return { ok: false, error: 'This is not the form of a campaign.' }
  const parsed = parseCampaign(draftFromForm(form), earliest)
  return parsed.ok ? parsed.fields : { ok: false, error: parsed.problems.join(' ') }
}

async function finish(
  access: OrgAccess,
  failure: string,
  change: () => Promise<CampaignAnswer>,
): Promise<CampaignAnswer> {
  try {
    return await change()
  } catch (error) {
    return answerFailure(error, failure)
  } finally {
    revalidatePath(`/orgs/${access.login}/campaigns`, 'layout')
  }
}

function about({ login, viewerId }: OrgAccess, campaign: string) {
  return { organisation: login, campaign, viewerId: String(viewerId) }
}
