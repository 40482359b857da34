-- grain: write_off_id, invoice_id, entry
-- kind: view
-- What is given up of invoices: the write-offs of the ledger, and what the state of an invoice says. Not cut at the day.
select write_off_id, invoice_id, entry, currency, write_off_date, amount, visible_from, conflict_from
from stg_write_offs
union all
select write_off_id, invoice_id, entry, currency, write_off_date, amount, visible_from, conflict_from
from int_state_write_offs
