-- grain: payment_id, invoice_id
-- control: C06
-- title: Unapplied cash
-- type: R
-- severity: medium
-- precedence: cash
-- needs: payments
-- policy: tolerance
-- Money received for an invoice that is unknown on this day; a prepayment until its invoice is there.
select
    payment_id,
    invoice_id,
    customer_id,
    currency,
    0.00 as expected_amount,
    amount as actual_amount,
    amount,
    concat('paid ', payment_date, ' for ', coalesce(concat('unknown invoice ', invoice_id), 'no invoice')) as evidence
from int_payments
where is_success
    and not has_invoice
    and not is_undone
    and amount > terms.minor_units(:tolerance, currency)
