import type { ProblemWords } from './problem.js'

/** Why an act on a deployment or a freeze period is refused. */
export const deploymentProblems = {
  'deployment.still-preparing': {
    status: 409,
    title: { en: 'The preview is not ready', de: 'Die Vorschau ist noch nicht fertig' },
    detail: {
      en: 'The preview is still being prepared. Wait until it is ready, look at it, then start.',
      de: 'Die Vorschau wird noch erstellt. Warten Sie, bis sie fertig ist, prüfen Sie sie und starten Sie dann.',
    },
  },
  'deployment.not-a-draft': {
    status: 409,
    title: { en: 'No longer a draft', de: 'Kein Entwurf mehr' },
    detail: {
      en: 'This deployment was already started or has ended. Pause or cancel it, or prepare a new one.',
      de: 'Diese Bereitstellung wurde schon gestartet oder ist beendet. Halten Sie sie an, brechen Sie sie ab oder bereiten Sie eine neue vor.',
    },
  },
  'deployment.preview-changed': {
    status: 409,
    title: { en: 'The preview has changed', de: 'Die Vorschau hat sich geändert' },
    detail: {
      en: 'The preview has changed since you looked at it. Look again, then decide.',
      de: 'Die Vorschau hat sich geändert, seit Sie sie gesehen haben. Sehen Sie sie noch einmal an und entscheiden Sie dann.',
    },
  },
  'deployment.no-devices': {
    status: 409,
    title: { en: 'Nothing to deploy', de: 'Nichts bereitzustellen' },
    detail: {
      en: 'No device would change. Choose other devices, or change their configuration first.',
      de: 'Kein Gerät würde sich ändern. Wählen Sie andere Geräte, oder ändern Sie zuerst ihre Konfiguration.',
    },
  },
  'deployment.approval-own': {
    status: 403,
    title: { en: 'Somebody else must approve', de: 'Jemand anderes muss freigeben' },
    detail: {
      en: 'You or an API token of yours made, changed or started this deployment. Ask another person to approve it.',
      de: 'Sie oder ein API-Token von Ihnen haben diese Bereitstellung angelegt, geändert oder gestartet. Bitten Sie eine andere Person um die Freigabe.',
    },
  },
  'deployment.approval-by-token': {
    status: 403,
    title: { en: 'A person must approve', de: 'Eine Person muss freigeben' },
    detail: {
      en: 'An API token cannot approve a deployment. Sign in and approve it yourself.',
      de: 'Ein API-Token kann keine Bereitstellung freigeben. Melden Sie sich an und geben Sie selbst frei.',
    },
  },
  'deployment.approval-by-partner': {
    status: 403,
    title: { en: 'A member must approve', de: 'Ein Mitglied muss freigeben' },
    detail: {
      en: 'Only members of this organization approve its deployments, not a partner who looks after it. Ask a member with the right to approve.',
      de: 'Nur Mitglieder dieser Organisation geben ihre Bereitstellungen frei, nicht der Partner, der sie betreut. Bitten Sie ein Mitglied mit dem Recht zur Freigabe.',
    },
  },
  'deployment.somebody-can-approve': {
    status: 409,
    title: { en: 'Somebody can approve it', de: 'Jemand kann freigeben' },
    detail: {
      en: 'Another member can approve this deployment, so it is no emergency. Start it without "emergency" and ask for approval.',
      de: 'Ein anderes Mitglied kann freigeben, es ist also kein Notfall. Starten Sie ohne „Notfall“ und bitten Sie um Freigabe.',
    },
  },
  'deployment.not-awaiting-approval': {
    status: 409,
    title: { en: 'Nothing to approve', de: 'Nichts freizugeben' },
    detail: {
      en: 'This deployment does not wait for an approval.',
      de: 'Diese Bereitstellung wartet nicht auf eine Freigabe.',
    },
  },
  'deployment.already-approved': {
    status: 409,
    title: { en: 'Already approved', de: 'Bereits freigegeben' },
    detail: {
      en: 'This deployment was approved as it is. Cancel it and prepare a new one.',
      de: 'Diese Bereitstellung wurde so freigegeben. Brechen Sie sie ab und bereiten Sie eine neue vor.',
    },
  },
  'deployment.not-running': {
    status: 409,
    title: { en: 'It is not running', de: 'Sie läuft nicht' },
    detail: {
      en: 'This deployment is not running. Start or resume it first.',
      de: 'Diese Bereitstellung läuft nicht. Starten Sie sie, oder setzen Sie sie fort.',
    },
  },
  'deployment.not-paused': {
    status: 409,
    title: { en: 'It is not paused', de: 'Sie ist nicht angehalten' },
    detail: {
      en: 'Only a paused or stopped deployment can be resumed.',
      de: 'Nur eine angehaltene oder gestoppte Bereitstellung lässt sich fortsetzen.',
    },
  },
  'deployment.no-ring-to-open': {
    status: 409,
    title: { en: 'No ring to open', de: 'Kein Ring zu öffnen' },
    detail: {
      en: 'All rings of this deployment are open.',
      de: 'Alle Ringe dieser Bereitstellung sind geöffnet.',
    },
  },
  'deployment.target-not-open': {
    status: 409,
    title: { en: 'Nothing to force', de: 'Nichts zu erzwingen' },
    detail: {
      en: 'This device was already sent to, or its part has ended.',
      de: 'An dieses Gerät wurde schon gesendet, oder sein Teil ist beendet.',
    },
  },
  'deployment.nothing-to-roll-back': {
    status: 409,
    title: { en: 'Nothing to go back to', de: 'Kein Stand davor' },
    detail: {
      en: 'Nothing of this deployment is in effect on a device any more, or it has not begun.',
      de: 'Nichts aus dieser Bereitstellung gilt noch auf einem Gerät, oder sie hat nicht begonnen.',
    },
  },
  'freeze-period.ends-before-it-begins': {
    status: 422,
    title: { en: 'Ends before it begins', de: 'Endet vor dem Beginn' },
    detail: {
      en: 'The end must be after the beginning.',
      de: 'Das Ende muss nach dem Beginn liegen.',
    },
  },
} as const satisfies Record<string, ProblemWords>
