-- Why something was waived is erased when its repository goes to another organisation; here for those that went before.

UPDATE "waivers" w SET "reason" = ''
FROM (
  SELECT repository_id, max(changed_at) AS at FROM "audit_log" WHERE action = 'repository-arrived' GROUP BY repository_id
) arrived
WHERE arrived.repository_id = w.repository_id AND w.created_at < arrived.at;
