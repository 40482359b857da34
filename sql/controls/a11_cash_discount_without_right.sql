-- grain: invoice_id
-- control: A11
-- title: Cash discount taken without right
-- type: T
-- severity: low
-- precedence: collection
-- needs: invoices.discount_until|finance.cash_discount, invoices.discount_amount|finance.cash_discount
-- policy: tolerance, discount_taken_width
-- Less paid by about the discount (within a share of it), but late, or by more than it. The amount is what is open beyond the
-- right: all of it where money came late, else what is above the discount.
with offered as (
    select invoice_id, discount_until, allowed_amount
    from int_discount_days
    where is_newest and granted_amount = 0 and discount_until < :as_of
),

taken as (
    select
        int_invoices.invoice_id, currency, amount, paid_amount, last_payment_date, discount_until, allowed_amount, open_amount,
        if(last_payment_date > discount_until, open_amount, open_amount - allowed_amount) as excess_amount
    from int_invoices
    inner join offered on int_invoices.invoice_id = offered.invoice_id
    where paid_amount > 0 and allowed_amount > 0
        and abs(open_amount - allowed_amount) <= greatest(
            allowed_amount * :discount_taken_width, terms.minor_units(:tolerance, currency))
)

select
    invoice_id,
    paid_amount + excess_amount as expected_amount,
    paid_amount as actual_amount,
    excess_amount as amount,
    concat('discount ', terms.money_text(allowed_amount, currency), ' until ', discount_until, ', last payment ',
        last_payment_date, ', ', terms.money_text(open_amount, currency), ' open') as evidence
from taken
where excess_amount > terms.minor_units(:tolerance, currency) and open_amount > terms.minor_units(:tolerance, currency)
