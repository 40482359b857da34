-- grain: invoice_id
-- control: C14
-- title: Stored status disagrees with the payments
-- type: Q
-- severity: medium
-- precedence: state
-- needs: invoices.status|invoices.amount_paid
-- policy: tolerance
-- Actual is what the source stores, expected what its payments say; ledger.states says which words mean paid and unpaid. A
-- stored state dated after the as-of day says nothing about that day and is left alone.
with

stored as (
    select
        invoice_id,
        currency,
        paid_amount,
        stored_status,
        stored_amount_paid,
        case
            when ledger_state = 'paid' and open_amount > terms.minor_units(:tolerance, currency) then open_amount
            when ledger_state = 'unpaid' and paid_amount > terms.minor_units(:tolerance, currency) then paid_amount
            else 0.00
        end as status_gap,
        coalesce(abs(stored_amount_paid - paid_amount), 0.00) as amount_gap
    from int_invoices
    where not is_void
        and coalesce(stored_paid_date <= :as_of, true)
        and coalesce(status_date <= :as_of, true)
)

select
    invoice_id,
    paid_amount as expected_amount,
    stored_amount_paid as actual_amount,
    greatest(status_gap, amount_gap) as amount,
    concat(
        'stored status ', coalesce(stored_status, 'none'),
        ', stored paid ', coalesce(terms.money_text(stored_amount_paid, currency), 'none')
    ) as evidence
from stored
where greatest(status_gap, amount_gap) > terms.minor_units(:tolerance, currency)
