import type { Described } from '../language.js'

export const REGISTRATION_MODES = ['business', 'enterprise', 'direct', 'sip', 'h323', 'none'] as const
export type RegistrationMode = (typeof REGISTRATION_MODES)[number]

/** What a person has to know before choosing a mode: who hosts, and what follows from it. */
export type RegistrationModeDescription = Described & { readonly consequence: Described['name'] | null }

export const REGISTRATION_MODE_DESCRIPTIONS: Readonly<Record<RegistrationMode, RegistrationModeDescription>> = {
  business: {
    name: { en: 'Business: the cloud hosts', de: 'Business: die Cloud richtet aus' },
    description: {
      en: 'The device registers with the meeting cloud, and others join its meeting by SIP federation.',
      de: 'Das Gerät meldet sich an der Meeting-Cloud an; andere treten seiner Besprechung per SIP-Föderation bei.',
    },
    consequence: {
      en: 'Outsiders see only the bridge, not the other participants; there is no presence, content arrives as RDP over TCP, and Teams users cannot join this way.',
      de: 'Externe sehen nur den Konferenzserver, nicht die übrigen Teilnehmer; es gibt keine Präsenz, Inhalte kommen als RDP über TCP, und Teams-Nutzer können so nicht beitreten.',
    },
  },
  enterprise: {
    name: { en: 'Enterprise: your server hosts', de: 'Enterprise: Ihr Server richtet aus' },
    description: {
      en: "The device takes part in your own server's meetings by federation, or the cloud signs in there for it.",
      de: 'Das Gerät nimmt per Föderation an Besprechungen Ihres eigenen Servers teil, oder die Cloud meldet sich dort für es an.',
    },
    consequence: {
      en: "Full roster and controls; where the cloud signs in, it holds the resource account's credential at least briefly, and a change at the service can lock the device out for a time.",
      de: 'Volle Teilnehmerliste und Steuerung; meldet sich die Cloud an, hält sie die Zugangsdaten des Ressourcenkontos zumindest kurz, und eine Änderung beim Dienst kann das Gerät zeitweise aussperren.',
    },
  },
  direct: {
    name: { en: 'Direct', de: 'Direkt' },
    description: {
      en: 'The device itself signs in to Skype for Business or Teams with a resource account.',
      de: 'Das Gerät meldet sich selbst mit einem Ressourcenkonto bei Skype for Business oder Teams an.',
    },
    consequence: {
      en: 'Not certified by Microsoft and built on an undocumented interface: support is refused there, and an update can break it.',
      de: 'Von Microsoft nicht zertifiziert und auf einer undokumentierten Schnittstelle gebaut: Support wird dort verweigert, und ein Update kann die Anmeldung brechen.',
    },
  },
  sip: {
    name: { en: 'SIP', de: 'SIP' },
    description: {
      en: 'A third-party system registers with a SIP registrar.',
      de: 'Ein System eines anderen Herstellers meldet sich an einem SIP-Registrar an.',
    },
    consequence: {
      en: 'Whoever it calls hosts the meeting; it needs an address and a registrar.',
      de: 'Es richtet aus, wer angerufen wird; nötig sind eine Adresse und ein Registrar.',
    },
  },
  h323: {
    name: { en: 'H.323', de: 'H.323' },
    description: {
      en: 'A third-party system registers with an H.323 gatekeeper.',
      de: 'Ein System eines anderen Herstellers meldet sich an einem H.323-Gatekeeper an.',
    },
    consequence: {
      en: 'Whoever it calls hosts the meeting; it needs an address and a gatekeeper.',
      de: 'Es richtet aus, wer angerufen wird; nötig sind eine Adresse und ein Gatekeeper.',
    },
  },
  none: {
    name: { en: 'Not registered', de: 'Nicht registriert' },
    description: {
      en: 'The device is not registered anywhere.',
      de: 'Das Gerät ist nirgends registriert.',
    },
    consequence: null,
  },
}
