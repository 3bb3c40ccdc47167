import type { Bilingual } from '../language.js'

export const ROOM_TYPES = ['focus', 'huddle', 'conference', 'boardroom'] as const
export type RoomType = (typeof ROOM_TYPES)[number]

export const ROOM_TYPE_NAMES: Readonly<Record<RoomType, Bilingual>> = {
  focus: { en: 'Focus room', de: 'Fokusraum' },
  huddle: { en: 'Huddle room', de: 'Kleiner Besprechungsraum' },
  conference: { en: 'Conference room', de: 'Konferenzraum' },
  boardroom: { en: 'Boardroom', de: 'Sitzungssaal' },
}
