import 'server-only'
import { cache } from 'react'
import { requireOrgAccess } from '@/lib/auth/access'
import { type LeftList, type LeftQuery, readLeft, readTeamCounts, type TeamCount } from './campaign-left'
import {
  type Campaign,
  type CampaignList,
  type ChangeableCampaign,
  readCampaign,
  readCampaigns,
  readChangeable,
} from './campaigns'

/* What pages ask about campaigns, for whoever is signed in; messages, which have no viewer, read the same. */

/** The campaigns of an organisation; none for somebody from outside. */
export async function listCampaigns(login: string): Promise<CampaignList> {
  return readCampaigns(await requireOrgAccess(login))
}

/** Null when there is none, or none that this viewer may know of. `id` is whatever an address says. */
export const findCampaign = cache(async (login: string, id: string): Promise<Campaign | null> => {
  return readCampaign(await requireOrgAccess(login), id)
})

/** One that goes on, as it is stored now, with its version; null for whoever may not change it. */
export async function findChangeable(login: string, id: string): Promise<ChangeableCampaign | null> {
  return readChangeable(await requireOrgAccess(login), id)
}

/** How far each team is, by name, those without one last. */
export async function listTeamCounts(login: string, campaign: Campaign): Promise<readonly TeamCount[]> {
  return readTeamCounts(await requireOrgAccess(login), campaign)
}

/** Who is left. */
export async function listLeft(login: string, campaign: Campaign, query: LeftQuery): Promise<LeftList> {
  return readLeft(await requireOrgAccess(login), campaign, query)
}
