-- What is due is looked for among open targets only, which have an index of their own (deployment_targets_due). This one
-- was written anew with every step of every device, and answered nothing besides.
DROP INDEX "deployment_targets_state_next_attempt_at_idx";
