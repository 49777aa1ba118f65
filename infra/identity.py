"""Who signs in, and how: applicants and mentors by a mailed code, staff by password and TOTP.

Two pools, since Cognito has no required second factor beside a passwordless first one.
"""

from aws_cdk import Duration
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.console.callbacks import CONSOLE_CALLBACKS
from infra.nag import suppress_nag
from infra.pages import ADDRESSES
from infra.stage import Stage, construct_id

GROUPS = {"staff": "Runs the program", "coordinator": "Runs the program and its cycles"}
#: Where command-line clients of the local cloud listen for their code.
LOCAL_CALLBACK = "http://localhost:8400/callback"


def domain_prefix(stage: Stage, pool: str) -> str:
    """The managed login's domain prefix, which must be unique among all AWS accounts."""
    return f"mentoring-{stage.name}-{pool}-{stage.account}"


def sign_in_url(stage: Stage, pool: str) -> str:
    """Where a pool's managed login answers in AWS."""
    return f"https://{domain_prefix(stage, pool)}.auth.{stage.region}.amazoncognito.com"


class SignIn(Construct):
    """One pool with its managed login and the one public client that the pages use (code + PKCE).

    The pages have addresses of their own for each pool, at `portal_url`, which has no last slash.
    """

    def __init__(self, scope: Construct, name: str, stage: Stage, portal_url: str, passwordless: bool) -> None:
        super().__init__(scope, construct_id(name))
        addresses = ADDRESSES[name]
        self.pool = self._pool(name, stage, passwordless)
        self.domain = self.pool.add_domain(
            "Domain",
            cognito_domain=cognito.CognitoDomainOptions(domain_prefix=domain_prefix(stage, name)),
            managed_login_version=cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
        )
        # Tokens that the local cloud renews name no groups, so staff's first ones last there.
        validity = Duration.days(1) if stage.local else Duration.hours(1)
        self.client = self.pool.add_client(
            "Portal",
            user_pool_client_name=stage.physical("portal"),
            generate_secret=False,
            auth_flows=cognito.AuthFlow(user=True),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
                callback_urls=[
                    f"{portal_url}{addresses['callback']}",
                    *(CONSOLE_CALLBACKS if name == "staff" else ()),
                    *([LOCAL_CALLBACK] if stage.local else []),
                ],
                logout_urls=[f"{portal_url}{addresses['home']}"],
            ),
            read_attributes=cognito.ClientAttributes().with_standard_attributes(email=True, email_verified=True),
            # No one changes their own address: mail goes to it, and staff know people by it. Cognito takes no attribute
            # for all of them, so this names one that nothing reads.
            write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True),
            supported_identity_providers=[cognito.UserPoolClientIdentityProvider.COGNITO],
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            access_token_validity=validity,
            id_token_validity=validity,
            refresh_token_validity=Duration.days(1),
            # A token that was used twice is known to be stolen; a page whose answer was lost may ask again.
            refresh_token_rotation_grace_period=Duration.seconds(60),
        )
        cognito.CfnManagedLoginBranding(
            self,
            "Branding",
            user_pool_id=self.pool.user_pool_id,
            client_id=self.client.user_pool_client_id,
            use_cognito_provided_values=True,
        )

    def _pool(self, name: str, stage: Stage, passwordless: bool) -> cognito.UserPool:
        factors = cognito.AllowedFirstAuthFactors(password=True, email_otp=passwordless)
        pool = cognito.UserPool(
            self,
            "Pool",
            user_pool_name=stage.physical(name),
            feature_plan=cognito.FeaturePlan.ESSENTIALS,
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            keep_original=cognito.KeepOriginalAttrs(email=True),
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            standard_attributes=cognito.StandardAttributes(email=cognito.StandardAttribute(required=True)),
            sign_in_policy=cognito.SignInPolicy(allowed_first_auth_factors=factors),
            password_policy=cognito.PasswordPolicy(
                min_length=12, require_digits=True, require_lowercase=True, require_symbols=True, require_uppercase=True
            ),
            mfa=cognito.Mfa.OFF if passwordless else cognito.Mfa.REQUIRED,
            mfa_second_factor=None if passwordless else cognito.MfaSecondFactor(sms=False, otp=True),
            account_recovery=cognito.AccountRecovery.NONE if passwordless else cognito.AccountRecovery.EMAIL_ONLY,
            email=_mail(stage),
            deletion_protection=stage.protected,
            removal_policy=stage.removal,
        )
        suppress_nag(pool, "COG8", "Plus guards passwords: people have none, and staff have TOTP besides")
        if passwordless:
            suppress_nag(pool, "COG2", "the mailed code is the factor; Cognito knows no required MFA beside it")
        return pool


def _mail(stage: Stage) -> cognito.UserPoolEmail:
    """Codes come from the program's own address once it is verified: Cognito's own sends 50 a day at most."""
    if not stage.mail_verified:
        return cognito.UserPoolEmail.with_cognito()
    domain = stage.mail_identity if stage.mail_identity != stage.mail_sender else None
    return cognito.UserPoolEmail.with_ses(
        from_email=stage.mail_sender, ses_region=stage.region, ses_verified_domain=domain
    )


class Identity(Construct):
    """The two pools: `people` (applicants and mentors) and `staff` with its groups."""

    def __init__(self, scope: Construct, stage: Stage, portal_url: str) -> None:
        super().__init__(scope, "Identity")
        self.people = SignIn(self, "people", stage, portal_url, passwordless=True)
        self.staff = SignIn(self, "staff", stage, portal_url, passwordless=stage.local)
        self.pools = {"people": self.people, "staff": self.staff}
        for name, description in GROUPS.items():
            self.staff.pool.add_group(name.title(), group_name=name, description=description)
