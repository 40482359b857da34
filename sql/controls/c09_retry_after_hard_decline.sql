-- grain: debt_id
-- control: C09
-- title: Retried after a hard decline
-- type: R
-- severity: low
-- precedence: cash
-- needs: transactions.reason_code
-- policy: hard_declines, attempt_fee
-- Failed attempts of a debt after the card was reported lost, stolen, closed or never to be honoured; each costs a
-- fee. A later success shows that the customer gave another card, and is none of them.
with

attempts as (
    select
        debt_id,
        invoice_id,
        order_id,
        customer_id,
        currency,
        is_failure,
        min(if(array_contains(:hard_declines, reason_code) and is_failure, attempt_date, null)) over (
            partition by debt_id
            order by attempt_date, attempted_at, attempt_id
            rows between unbounded preceding and 1 preceding
        ) as declined_on
    from int_attempts
    where is_collection
        and debt_id in (
            select debt_id from int_attempts where is_failure and array_contains(:hard_declines, reason_code)
        )
)

select
    debt_id,
    max(invoice_id) as invoice_id,
    max(order_id) as order_id,
    max(customer_id) as customer_id,
    max(currency) as currency,
    0.00 as expected_amount,
    terms.in_currency(count(*) * :attempt_fee, max(currency)) as actual_amount,
    terms.in_currency(count(*) * :attempt_fee, max(currency)) as amount,
    concat(terms.counted(count(*), 'failed attempt'), ' after the hard decline of ', min(declined_on)) as evidence
from attempts
where declined_on is not null
    and is_failure
group by debt_id
