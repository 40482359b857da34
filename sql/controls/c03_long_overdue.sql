-- grain: invoice_id
-- control: C03
-- title: Long overdue
-- type: T
-- severity: high
-- precedence: collection
-- needs: invoices.due_date
-- policy: tolerance, long_overdue_days
-- The evidence says which of 180 and 365 days the invoice has passed as well.
select
    invoice_id,
    amount as expected_amount,
    paid_amount as actual_amount,
    overdue_amount as amount,
    concat(
        'due ', due_date, ', more than ',
        case
            when days_past_due > 365 then 365
            when days_past_due > 180 then 180
            else :long_overdue_days
        end,
        ' days past due'
    ) as evidence
from int_invoices
where not is_void
    and open_amount > terms.minor_units(:tolerance, currency)
    and days_past_due > :long_overdue_days
