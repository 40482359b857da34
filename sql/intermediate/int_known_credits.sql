-- grain: credit_note_id, invoice_id, entry
-- kind: view
-- int_credits as the as-of day knew them.
select credit_note_id, invoice_id, entry, currency, credit_date, amount, visible_from, is_cash_discount
from int_credits
where visible_from <= :as_of and conflict_from > :as_of
