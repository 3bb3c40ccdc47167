import type { ProblemWords } from './problem.js'

export const profileProblems = {
  'profile.refused': {
    status: 422,
    title: { en: 'The profile is refused', de: 'Das Profil wird abgelehnt' },
    detail: { en: '{first} Nothing was saved.', de: '{first} Es wurde nichts gespeichert.' },
  },
  'profile.not-found': {
    status: 422,
    title: { en: 'There is no such profile', de: 'Dieses Profil gibt es nicht' },
    detail: { en: 'Choose a profile of this organization.', de: 'Wählen Sie ein Profil dieser Organisation.' },
  },
  'profile.name-taken': {
    status: 409,
    title: { en: 'The name is taken', de: 'Der Name ist vergeben' },
    detail: {
      en: 'There is a profile "{name}" already. Choose another name.',
      de: 'Ein Profil „{name}“ gibt es bereits. Wählen Sie einen anderen Namen.',
    },
  },
  'profile.archived': {
    status: 409,
    title: { en: 'The profile is put away', de: 'Das Profil ist archiviert' },
    detail: {
      en: '{name} is in the archive. Take it back first.',
      de: '{name} liegt im Archiv. Holen Sie es zuerst zurück.',
    },
  },
  'profile.assigned': {
    status: 409,
    title: { en: 'The profile is still assigned', de: 'Das Profil ist noch zugewiesen' },
    detail: {
      en: 'Take it off these first: {scopes}.',
      de: 'Heben Sie zuerst diese Zuweisungen auf: {scopes}.',
    },
  },
  'profile.from-partner': {
    status: 409,
    title: { en: 'The profile belongs to a partner', de: 'Das Profil gehört einem Partner' },
    detail: {
      en: 'Only {partner} changes it, by publishing it again. Make a copy to change it here.',
      de: 'Nur {partner} ändert es, durch erneutes Veröffentlichen. Für eigene Änderungen erstellen Sie eine Kopie.',
    },
  },
  'profile.version-unknown': {
    status: 422,
    title: { en: 'There is no such version', de: 'Diese Version gibt es nicht' },
    detail: { en: '{name} has no version {version}.', de: '{name} hat keine Version {version}.' },
  },
  'profile.no-grant': {
    status: 403,
    title: { en: 'No grant of this customer', de: 'Keine Freigabe dieses Kunden' },
    detail: {
      en: 'There is no such customer, or its grant does not give the right "{right}".',
      de: 'Diesen Kunden gibt es nicht, oder seine Freigabe enthält das Recht „{right}“ nicht.',
    },
  },
  'assignment.already': {
    status: 409,
    title: { en: 'It is assigned there already', de: 'Es ist dort bereits zugewiesen' },
    detail: {
      en: '{profile} is already assigned to {scope}.',
      de: '{profile} ist {scope} bereits zugewiesen.',
    },
  },
  'assignment.priority-taken': {
    status: 409,
    title: { en: 'The priority is taken', de: 'Die Priorität ist vergeben' },
    detail: {
      en: 'On {scope}, the profile {profile} has the priority {priority}. Choose another, so that it is clear which one wins.',
      de: 'Auf {scope} hat das Profil {profile} die Priorität {priority}. Wählen Sie eine andere, damit klar ist, welches gewinnt.',
    },
  },
  'assignment.scope-unknown': {
    status: 422,
    title: { en: 'There is nothing to assign it to', de: 'Das Ziel der Zuweisung gibt es nicht' },
    detail: {
      en: 'Choose a place, group, model, room or device of this organization.',
      de: 'Wählen Sie einen Ort, eine Gruppe, ein Modell, einen Raum oder ein Gerät dieser Organisation.',
    },
  },
  'assignment.partner-publishes': {
    status: 422,
    title: { en: 'Partner layers are published', de: 'Partnerebenen werden veröffentlicht' },
    detail: {
      en: 'A profile becomes a partner layer when a partner publishes it to its customers.',
      de: 'Ein Profil wird zur Partnerebene, wenn ein Partner es für seine Kunden veröffentlicht.',
    },
  },
  'assignment.in-the-way': {
    status: 409,
    title: { en: 'Profiles are assigned to it', de: 'Es sind Profile zugewiesen' },
    detail: {
      en: 'Take these profiles off it first: {profiles}.',
      de: 'Heben Sie zuerst die Zuweisung dieser Profile auf: {profiles}.',
    },
  },
  'group.not-found': {
    status: 422,
    title: { en: 'There is no such group', de: 'Diese Gruppe gibt es nicht' },
    detail: { en: 'Choose a group of this organization.', de: 'Wählen Sie eine Gruppe dieser Organisation.' },
  },
  'group.name-taken': {
    status: 409,
    title: { en: 'The name is taken', de: 'Der Name ist vergeben' },
    detail: {
      en: 'There is a group "{name}" already. Choose another name.',
      de: 'Eine Gruppe „{name}“ gibt es bereits. Wählen Sie einen anderen Namen.',
    },
  },
  'group.priority-taken': {
    status: 409,
    title: { en: 'The priority is taken', de: 'Die Priorität ist vergeben' },
    detail: {
      en: 'The group {group} has the priority {priority}. Choose another, so that it is clear which one wins.',
      de: 'Die Gruppe {group} hat die Priorität {priority}. Wählen Sie eine andere, damit klar ist, welche gewinnt.',
    },
  },
  'group.deployment-grows': {
    status: 409,
    title: { en: 'Devices of the group join a deployment', de: 'Geräte der Gruppe kommen zu einer Bereitstellung' },
    detail: {
      en: 'Devices of this group still join {deployments}. Let no more devices join there, cancel it or discard it, then remove the group.',
      de: 'Geräte dieser Gruppe kommen noch zu {deployments} hinzu. Lassen Sie dort keine Geräte mehr hinzukommen, brechen Sie ab oder verwerfen Sie, dann lässt sich die Gruppe entfernen.',
    },
  },
  'group.by-rule': {
    status: 409,
    title: { en: 'The group has a rule', de: 'Die Gruppe hat eine Regel' },
    detail: {
      en: 'The rule of {name} decides who is in it. Change the rule instead.',
      de: 'Wer zu {name} gehört, bestimmt die Regel. Ändern Sie stattdessen die Regel.',
    },
  },
  'group.carries-lock': {
    status: 403,
    title: { en: 'The group carries a lock', de: 'Die Gruppe trägt eine Sperre' },
    detail: {
      en: 'The profile {profile} locks {keys} on {group}, and who is in the group decides where that holds. This needs the right "{right}". Ask somebody who has it, or have the lock lifted.',
      de: 'Das Profil {profile} sperrt {keys} für {group}, und wer zur Gruppe gehört, bestimmt, wo das gilt. Dafür wird das Recht „{right}“ benötigt. Wenden Sie sich an jemanden, der es hat, oder lassen Sie die Sperre aufheben.',
    },
  },
  'group.by-hand': {
    status: 409,
    title: { en: 'The group has no rule', de: 'Die Gruppe hat keine Regel' },
    detail: {
      en: 'The devices of {name} are chosen by hand. Make a new group for a rule.',
      de: 'Die Geräte von {name} werden von Hand gewählt. Legen Sie für eine Regel eine neue Gruppe an.',
    },
  },
  'group.device-not-found': {
    status: 422,
    title: { en: 'There is no such device', de: 'Dieses Gerät gibt es nicht' },
    detail: {
      en: 'Choose devices of this organization that are not retired.',
      de: 'Wählen Sie Geräte dieser Organisation, die nicht ausgemustert sind.',
    },
  },
} as const satisfies Record<string, ProblemWords>
