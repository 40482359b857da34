-- grain: write_off_id, invoice_id, entry
-- kind: view
-- int_write_offs as the as-of day knew them.
select write_off_id, invoice_id, entry, currency, write_off_date, amount, visible_from
from int_write_offs
where visible_from <= :as_of and conflict_from > :as_of
