-- grain: invoice_id, kind, movement_id
-- kind: view
-- What moved an invoice by the as-of day, line by line. kind: a the invoice, b a charge, c a payment, d a credit note or a
-- granted cash discount, e a write-off. visible_from: the day on which the line itself was known. In the invoice's currency.
select
    invoice_id, visible_from, 'b' as kind, charge_id as movement_id, charge_date as event_date,
    amount as billed_amount, cast(0 as decimal(19, 4)) as paid_amount, new_due_date,
    cast(0 as decimal(19, 4)) as credited_amount, cast(0 as decimal(19, 4)) as written_off_amount
from known_charges
union all
select
    invoice_id, visible_from, 'c', concat(payment_id, '|', entry), payment_date, cast(0 as decimal(19, 4)), amount, null,
    0, 0
from known_payments
where is_success
union all
select
    invoice_id, visible_from, 'a', '', invoice_date, amount, cast(0 as decimal(19, 4)), null, 0, 0
from known_invoices
union all
select
    invoice_id, visible_from, 'd', concat(credit_note_id, '|', entry), credit_date, cast(-amount as decimal(19, 4)), 0,
    null, amount, 0
from int_known_credits
union all
select
    invoice_id, visible_from, 'e', concat(write_off_id, '|', entry), write_off_date, cast(0 as decimal(19, 4)), 0, null,
    0, amount
from int_known_write_offs
