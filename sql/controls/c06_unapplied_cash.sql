-- grain: payment_id, invoice_id
-- control: C06
-- title: Unapplied cash
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: payments
-- policy: match_days, tolerance
-- Money received for an invoice that is unknown on this day; a prepayment until its invoice is there. Where it pays a capture, a
-- failed attempt, an unbilled order or an open invoice, the finding is about both, and theirs is not listed.
select
    payment_id,
    invoice_id,
    met_invoice_id,
    met_order_id,
    customer_id,
    currency,
    0.00 as expected_amount,
    amount as actual_amount,
    amount,
    concat_ws(
        '; ',
        concat('paid ', payment_date, ' for ', coalesce(concat('unknown invoice ', invoice_id), 'no invoice')),
        concat('pays ', met_name, coalesce(concat(' of invoice ', if(met_type = 'invoice', null, met_invoice_id)), ''),
            ', ', met_days, ' days apart'),
        doubt
    ) as evidence
from int_unapplied_cash
