import type { SettingFacts } from '../setting.js'

export const calendarSettings: readonly SettingFacts[] = [
  {
    key: 'calendar.provider',
    type: 'enum',
    name: { en: 'Calendar', de: 'Kalender' },
    description: { en: "Where the room's calendar is kept.", de: 'Wo der Kalender des Raums geführt wird.' },
    values: ['none', 'microsoft', 'google'],
    default: 'none',
    core: true,
  },
  {
    key: 'calendar.account',
    type: 'string',
    name: { en: 'Calendar mailbox', de: 'Kalenderpostfach' },
    description: {
      en: 'The mailbox of the room, from which the device reads its meetings.',
      de: 'Das Postfach des Raums, aus dem das Gerät seine Termine liest.',
    },
    maxLength: 254,
    format: 'mailbox',
    default: '',
    core: true,
    broadestLayer: 'room',
  },
  {
    key: 'calendar.showTitle',
    type: 'enum',
    name: { en: 'Show titles', de: 'Titel zeigen' },
    description: {
      en: 'Whether the screen shows what a meeting is called.',
      de: 'Ob der Bildschirm zeigt, wie eine Besprechung heißt.',
    },
    values: ['Auto', 'Hidden'],
    default: 'Auto',
    core: true,
  },
  {
    key: 'calendar.showOrganizer',
    type: 'enum',
    name: { en: 'Show organizers', de: 'Einladende zeigen' },
    description: {
      en: 'Whether the screen shows who called a meeting.',
      de: 'Ob der Bildschirm zeigt, wer zu einer Besprechung eingeladen hat.',
    },
    values: ['Auto', 'Hidden'],
    default: 'Auto',
  },
  {
    key: 'calendar.earlyJoin',
    type: 'enum',
    name: { en: 'Early join button', de: 'Taste zum frühen Beitritt' },
    description: {
      en: 'Whether the join button appears before the meeting starts.',
      de: 'Ob die Beitrittstaste schon vor Beginn der Besprechung erscheint.',
    },
    values: ['Auto', 'Hidden'],
    default: 'Hidden',
  },
  {
    key: 'calendar.checkIn.enabled',
    type: 'bool',
    name: { en: 'Check-in', de: 'Check-in' },
    description: {
      en: 'Whether a booked room is freed when nobody confirms being there.',
      de: 'Ob ein gebuchter Raum frei wird, wenn niemand die Anwesenheit bestätigt.',
    },
    default: false,
    core: true,
  },
  {
    key: 'calendar.checkIn.windowMinutes',
    type: 'enum',
    name: { en: 'Check-in time', de: 'Frist für den Check-in' },
    description: {
      en: 'How long people have to check in before the room is freed.',
      de: 'Wie lange Zeit für den Check-in bleibt, bevor der Raum frei wird.',
    },
    values: ['5', '10', '15', '20', '30', '60'],
    unit: 'min',
    default: '10',
  },
  {
    key: 'calendar.adhoc.enabled',
    type: 'bool',
    name: { en: 'Booking in the room', de: 'Buchen im Raum' },
    description: {
      en: 'Whether the room can be booked on the spot from the touch panel.',
      de: 'Ob der Raum am Touchpanel sofort gebucht werden kann.',
    },
    default: false,
  },
  {
    key: 'calendar.autoLeave',
    type: 'bool',
    name: { en: 'Leave when alone', de: 'Verlassen, wenn allein' },
    description: {
      en: 'Whether the device leaves a meeting when everybody else has gone.',
      de: 'Ob das Gerät eine Besprechung verlässt, wenn alle anderen gegangen sind.',
    },
  },
]
