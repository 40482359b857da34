-- grain: credit_note_id, invoice_id, entry
-- kind: view
-- What reduces invoices without money: credit notes, and cash discounts on the days on which they are granted and, below zero,
-- taken back. Not cut at the day.
select
    credit_note_id, invoice_id, entry, currency, credit_date, amount, visible_from, conflict_from, false as is_cash_discount
from stg_credit_notes
union all
select
    int_cash_discounts.invoice_id, int_cash_discounts.invoice_id, concat('cash discount ', valid_from), stg_invoices.currency,
    event_date, change_amount, valid_from, conflict_from, true
from int_cash_discounts
inner join stg_invoices on int_cash_discounts.invoice_id = stg_invoices.invoice_id
